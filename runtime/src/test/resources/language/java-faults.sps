;; What used to pass every guard as a Java exception, and ended the run.
(import (rnrs) (rnrs eval) (rnrs mutable-pairs) (lokoscope os) (loko system fibers)
        (only (srfi :48) format) (prefix (only (guile) format last-pair list-copy) g:)
        (only (rnrs r5rs) exact->inexact)
        (only (scheme base) make-list vector-append bytevector-append)
        (only (srfi :1) iota)
        (only (scheme file) open-input-file))

(define (kinds e)
  (filter values
    (list (and (implementation-restriction-violation? e) 'restriction)
          (and (assertion-violation? e) 'assertion)
          (and (i/o-filename-error? e) (list 'file-name (i/o-error-filename e)))
          (and (syntax-violation? e) 'syntax)
          (and (error? e) 'error))))

(define (fault? e)
  (let ((text (condition-message e)))
    (and (>= (string-length text) 14) (string=? (substring text 0 14) "internal error"))))

(define-syntax try
  (syntax-rules ()
    ((_ expression)
     (begin
       (write (guard (e ((and (condition? e) (not (fault? e)))
                         (cons (and (who-condition? e) (condition-who e)) (kinds e)))
                        (#t (list 'what? e)))
                expression
                'done))
       (newline)))))

;; File names
(define nul (string #\a (integer->char 0)))
(try (file-exists? nul))
(try (delete-file nul))
(try (open-input-file nul))
(try (open-output-file nul))
(try (open-file-input-port nul))
(try (open-file-output-port nul))
(try (open-file-input/output-port nul))
(try (call-with-input-file nul car))
(try (with-output-to-file nul car))
(try (eval (list 'include nul) (environment '(rnrs) '(only (scheme base) include))))
(guard (e (#t #f))
  (open-file-input/output-port "both" (file-options append no-fail)))
(display "goes on\n")

;; Names of environment variables
(try (spawn-command '("true") '(("a=b" . "c"))))
(try (spawn-command '("true") '(("" . "c"))))
(try (spawn-command (list "true") (list (cons "a" nul))))
(try (spawn-command (list "true") (list (cons nul "a"))))

;; Sizes
(define half (make-vector 3000000))
(try (apply vector-append (make-list 1000 half)))
(define bytes (make-bytevector 3000000))
(try (apply bytevector-append (make-list 1000 bytes)))
(define text (make-string 3000000 #\a))
(try (apply string-append (make-list 1000 text)))
(try (make-vector 1000000000000))
(try (make-vector (expt 2 100)))
(try (make-string (expt 2 31)))
(try (make-bytevector (expt 2 40)))
(try (make-list (expt 2 40)))
(try (iota 1000000000000))
(try (uint-list->bytevector (list 1 2 3 4 5) 'little 1000000000))

;; Numbers
(try (expt 7 (expt 2 40)))
(try (expt 7 (expt 2 100)))
(try (expt 3 100000000))
(try (expt 3/2 (expt 2 40)))
(try (bitwise-arithmetic-shift-left 1 (expt 2 40)))
(define big (bitwise-arithmetic-shift-left 1 (expt 2 28)))
(try (* big big))
(try (exact->inexact (expt 10 400)))

;; Parameters of format
(try (g:format #f "~-1%"))
(try (g:format #f "~-1&"))
(try (g:format #f "~-1~"))
(try (g:format #f "~-3_"))
(try (g:format #f "~-1t"))
(try (g:format #f "~5,1,-4a" 1))
(try (g:format #f "~5,1,1,-4a" 1))
(try (g:format #f "~v%" (expt 2 40)))
(try (g:format #f "~99999999a" 1))
(try (g:format #f "~99r" 1))
(try (g:format #f "~,-2f" 1.5))
(try (g:format #f "~5,,-99999999f" 1.5))
(try (g:format #f "~3,2,,-5f" 12345.5))
(try (g:format #f "~-3$" 1.5))

;; Lists without an end
(define cycle (list 1 2 3))
(set-cdr! (cddr cycle) cycle)
(try (g:last-pair cycle))
(try (g:list-copy cycle))
(try (memq 'x cycle))
(try (memv 'x cycle))
(try (member 'x cycle))
(try (assq 'x (let ((l (list (cons 1 2) (cons 3 4)))) (set-cdr! (cdr l) l) l)))
(try (assv 'x (let ((l (list (cons 1 2) (cons 3 4)))) (set-cdr! (cdr l) l) l)))
(try (assoc 'x (let ((l (list (cons 1 2) (cons 3 4)))) (set-cdr! (cdr l) l) l)))
(try (generate-temporaries cycle))
(try (syntax->datum (datum->syntax #'x cycle)))
(try (list->string cycle))
(try (open-file-output-port "f" cycle))

;; Answers that took minutes: each bit was set in a copy of the number
(write (let ((n (bitwise-reverse-bit-field -1000 0 2000000)))
         (list (bitwise-length n) (bitwise-bit-count n) (bitwise-reverse-bit-field 6 0 8)
               (bitwise-reverse-bit-field #b1011001 1 5) (bitwise-reverse-bit-field -7 2 4))))
(newline)

;; Found where there is something to find
(write (map (lambda (i) (memv i '(1 2 3 4 5 6 7 8 9))) '(1 4 5 8 9 10)))
(newline)

;; Fibers in macro transformers
(try (eval '(let-syntax ((m (lambda (x) (spawn-fiber (lambda () 1)) #'1))) m)
           (environment '(rnrs) '(loko system fibers))))

;; The machine goes on: in a fiber, deep in the stack, with winders
(define channel (make-channel))
(spawn-fiber
  (lambda ()
    (put-message channel
      (guard (e (#t (condition-who e)))
        (dynamic-wind
          (lambda () (display "in "))
          (lambda () (make-vector 1000000000000))
          (lambda () (display "out\n")))))))
(write (get-message channel))
(newline)
(let loop ((i 0) (sum 0))
  (if (= i 1000)
      (begin (write sum) (newline))
      (loop (+ i 1)
            (+ sum (guard (e (#t 1)) (let deep ((n 50)) (if (= n 0) (expt 7 (expt 2 40)) (+ 1 (deep (- n 1))))))))))

(try (list-tail cycle (expt 2 61)))
(try (list-ref cycle (expt 2 60)))
(write (list-ref cycle 1000000))
(newline)
