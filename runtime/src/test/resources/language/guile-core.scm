;;; Names that a plain script of Guile's sees without asking.

(define (show . objects)
  (for-each (lambda (object) (write object) (display " ")) objects)
  (newline))

;; Throws and catches
(show (catch 'boom (lambda () (throw 'boom 1 2)) (lambda args args)))
(show (catch #t (lambda () (error "bad:" 'x 7)) (lambda (key . args) (list key args))))
(show (catch 'outer
        (lambda ()
          (catch 'inner (lambda () (throw 'outer 1)) (lambda args 'wrong)))
        (lambda args args)))
(define trace '())
(show (catch 'k
        (lambda () (dynamic-wind
                     (lambda () (set! trace (cons 'in trace)))
                     (lambda () (throw 'k 'v))
                     (lambda () (set! trace (cons 'out trace)))))
        (lambda args args)
        (lambda args (set! trace (cons 'handler trace)))))
(show (reverse trace))
(show (false-if-exception (car 5)) (false-if-exception 7))
(show (map (lambda (thunk) (catch #t thunk (lambda (key . args) key)))
           (list (lambda () (car 1))
                 (lambda () (vector-ref (vector 1 2) 5))
                 (lambda () (/ 1 0))
                 (lambda () ((lambda (x) x)))
                 (lambda () (open-input-file "/no/such/file"))
                 (lambda () (scm-error 'own "who" "~a" '(1) #f)))))
(show (with-exception-handler
        (lambda (e) 10)
        (lambda () (+ 1 (raise-exception 'x #:continuable? #t)))))
(show (with-exception-handler (lambda (e) (list 'caught e))
        (lambda () (raise-exception 5)) #:unwind? #t))
(show (let/ec leave (for-each (lambda (x) (when (> x 2) (leave x))) '(1 2 3 4)) 'none))

;; Fluids and parameters
(define depth (make-fluid 0))
(show (fluid-ref depth)
      (with-fluids ((depth 1)) (fluid-set! depth (1+ (fluid-ref depth))) (fluid-ref depth))
      (fluid-ref depth))
(define p (make-parameter 1))
(p 5)
(show (p) (parameterize ((p 2)) (p)))

;; Loops
(show (let ((i 0) (seen '()))
        (while (< i 10)
          (set! i (1+ i))
          (when (odd? i) (continue))
          (when (> i 7) (break))
          (set! seen (cons i seen)))
        (list i seen)))
(show (do ((i 0 (1+ i)) (sum 0 (+ sum i))) ((= i 4) sum)))
(define-macro (unless2 test . body) `(if ,test #f (begin ,@body)))
(show (unless2 #f 1 2))
(show (and-let* ((x 5) ((> x 3)) (y (* x 2))) y))

;; Lists and alists
(show (assoc-ref '(("a" . 1)) "a") (assq-ref '((a . 1)) 'b) (assq-set! (list (cons 'a 1)) 'b 2))
(show (acons 'a 1 '()) (delete 2 '(1 2 3)) (delq 'a '(a b a)) (list-head '(1 2 3) 2))
(show (last-pair '(1 2 3)) (reverse! (list 1 2)) (append! (list 1) (list 2)) (iota 3 1))
(show (sort '(3 1 2) <) (sort (vector 3 1 2) <) (merge '(1 3) '(2 4) <) (sorted? '(1 2 3) <))
(show (and=> 5 1+) (and=> #f 1+) (identity 3) ((const 4) 1 2) ((compose 1+ *) 2 3))

;; Numbers
(show (1+ 4) (1- 4) (ash 1 10) (ash 1024 -3) (logand 12 10) (logior 12 10) (logxor 12 10))
(show (lognot 0) (logcount 255) (logbit? 1 2) (logtest 5 2) (integer-length 255))
(show (call-with-values (lambda () (euclidean/ -7 2)) list) (modulo-expt 3 100 7) (inf? (inf)) (exact->inexact 1/4))

;; Strings
(show (string-split "a:b::c" #\:) (string-split "" #\:) (string-join '("a" "b") "-"))
(show (string-index "hello" #\l) (string-rindex "hello" #\l) (string-trim-both "  x  "))
(show (string-trim-right "x\r\n") (string-pad "5" 3 #\0) (string-capitalize "hello world"))
(show (object->string '(1 "a")) (string-null? "") (string-contains "hello" "ll"))

;; Hash tables
(define table (make-hash-table))
(hash-set! table "one" 1)
(hash-set! table "two" 2)
(hash-set! table "one" 11)
(show (hash-ref table "one") (hash-ref table "three") (hash-ref table "three" 'none))
(show (sort (hash-map->list (lambda (key value) value) table) <) (hash-fold (lambda (k v n) (+ v n)) 0 table))
(hash-remove! table "one")
(show (hash-count (lambda (k v) #t) table) (hash-get-handle table "two") (hash-table? table))
(define symbols (make-hash-table 31))
(hashq-set! symbols 'a 1)
(set-cdr! (hashq-create-handle! symbols 'b 0) 5)
(show (hashq-ref symbols 'b))

;; Ports
(show (call-with-output-string (lambda (port) (write 'x port))))
(show (with-output-to-string (lambda () (display "inside"))))
(show (call-with-input-string "a b" read) (with-input-from-string "line one\nline two" read-line))
(simple-format #t "~a and ~s~%" "x" "x")
(format #t "~a~%" 'format)

#!
A block comment.
!#
(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(let ((point (make-point 1 2)))
  (set-point-x! point 5)
  (show (point-x point) (point? point) (point? 5)))
(show (eval '(let ((x 1)) (1+ x)) (current-module)) (eval-string "(+ 1 2)"))
(show (let-values (((a b) (values 1 2))) (list b a)) (receive (a . b) (values 1 2) b))
(exit 3)
