;; The SRFIs that are a few names each: 0, 6, 8, 9, 11, 16, 23, 28, 31, 34, 39, 45, 61, 98, 111, 145.
(import
  (except (rnrs) define-record-type let-values let*-values case-lambda error guard raise
          with-exception-handler cond)
  (srfi :0) (srfi :6 basic-string-ports) (srfi 8) (srfi :9 records) (srfi srfi-11)
  (srfi :16 case-lambda) (srfi :23) (srfi :28 basic-format-strings) (srfi 31) (srfi :34)
  (srfi :39 parameters) (srfi :45) (srfi :61 cond) (srfi :98) (srfi 111) (srfi :145)
  (srfi-check))

(check (cond-expand (srfi-1 'lists) (else 'none)) => 'lists)
(check (cond-expand ((and srfi-0 (not srfi-4711)) 'yes) (else 'no)) => 'yes)
(check (cond-expand ((library (srfi 133)) 'found) (else 'none)) => 'found)
(check (cond-expand ((library (srfi 4711)) 'found) (else 'none)) => 'none)

(check (read (open-input-string "(a b)")) => '(a b))
(check (let ((port (open-output-string)))
         (write 'a port)
         (write "b" port)
         (get-output-string port))
       => "a\"b\"")

(check (receive (a . rest) (values 1 2 3) (list a rest)) => '(1 (2 3)))
(check (receive all (values 1 2) all) => '(1 2))

(define-record-type pare (kons x y) pare? (x kar set-kar!) (y kdr))
(check (pare? (kons 1 2)) => #t)
(check (pare? (cons 1 2)) => #f)
(check (kar (kons 1 2)) => 1)
(check (kdr (kons 1 2)) => 2)
(check (let ((k (kons 1 2))) (set-kar! k 3) (kar k)) => 3)
(check-error (kar '(1)))

(check (let-values (((a b) (values 1 2)) ((c) (values 3))) (list a b c)) => '(1 2 3))
(check (let ((a 'a) (b 'b) (x 'x) (y 'y))
         (let*-values (((a b) (values x y)) ((x y) (values a b))) (list a b x y)))
       => '(x y x y))

(define plus
  (case-lambda (() 0) ((x) x) ((x y) (+ x y)) ((x . rest) (cons x rest))))
(check (list (plus) (plus 1) (plus 1 2) (plus 1 2 3)) => '(0 1 3 (1 2 3)))

(check (guard (c (#t (list (condition-message c) (condition-irritants c))))
         (error "went wrong:" 1 'b))
       => '("went wrong:" (1 b)))

(check (format "Hello, ~a" "World!") => "Hello, World!")
(check (format "Error, list is too short: ~s~%" '(one "two" 3))
       => "Error, list is too short: (one \"two\" 3)\n")
(check (format "~~") => "~")
(check-error (format "~a"))
(check-error (format "~q" 1))
(check-error (format "~"))

(check ((rec (f n) (if (= n 0) 1 (* n (f (- n 1))))) 5) => 120)
(check (car (rec s (cons 1 (delay s)))) => 1)

(check (call/cc
         (lambda (k)
           (with-exception-handler
             (lambda (e) (k (list 'caught e)))
             (lambda () (+ 1 (raise 'oops))))))
       => '(caught oops))
(check (guard (c ((assq 'a c) => cdr) ((assq 'b c))) (raise (list (cons 'a 42)))) => 42)
(check (guard (c ((assq 'a c) => cdr) ((assq 'b c))) (raise (list (cons 'b 23)))) => '(b . 23))
(check (guard (c ((symbol? c) c)) (guard (c ((string? c) c) (else (raise 'inner))) (raise 1)))
       => 'inner)

(define radix (make-parameter 10 (lambda (x) (if (integer? x) x (error "no integer" x)))))
(check (radix) => 10)
(check (parameterize ((radix 2)) (radix)) => 2)
(check (radix) => 10)
(check-error (parameterize ((radix 'x)) #f))

(check (force (delay (+ 1 2))) => 3)
(check (force (lazy (lazy (eager 4)))) => 4)
(check (promise? (eager 1)) => #t)
(define (stream-loop n) (if (= n 0) (delay 'done) (lazy (stream-loop (- n 1)))))
(check (force (lazy (stream-loop 1000))) => 'done)
(check (let* ((n 0) (p (delay (begin (set! n (+ n 1)) n)))) (list (force p) (force p))) => '(1 1))

(check (cond ((values 1 2) (lambda (a b) (= (+ a b) 3)) => list) (else 'none)) => '(1 2))
(check (cond ((values 1 2) < => (lambda (a b) 'less)) (else 'none)) => 'less)
(check (cond ((values 2 1) < => (lambda (a b) 'less)) (else 'none)) => 'none)
(check (cond ((assv 'b '((a 1) (b 2))) => cadr) (else #f)) => 2)
(check (cond (#f 1) (7)) => 7)
(check (cond (#t 1 2)) => 2)

(check (get-environment-variable "no such variable") => #f)
(check (for-all pair? (get-environment-variables)) => #t)

(check (let ((b (box 1))) (set-box! b 2) (list (box? b) (unbox b))) => '(#t 2))
(check (box? 1) => #f)

(check (assume (+ 1 2) "never") => 3)
(check-error (assume (= 1 2) "numbers differ"))
(report)
