;; What handlers of catch get for mistakes: messages that Guile's programs look at, and that format
;; can fill. Escapes of strings as Guile has them.
(define (show x) (write x) (newline))

(define (caught thunk)
  (catch #t thunk (lambda (key . arguments) (cons key arguments))))

(show (map char->integer (string->list "\x1b[0m\x41B\u0042\U000043")))
(show (caught (lambda () (car 1))))
(show (list-head (caught (lambda () ((lambda (x) x)))) 3))
(show (caught (lambda () (5 6))))
(show (caught (lambda () (quotient 1 0))))
(show (car (caught (lambda () (list-head '(1 2) 3)))))
(show (car (caught (lambda () (list-tail '(1 2) -1)))))
(show (caught (lambda () (scm-error 'my-key "who" "~A: ~S" '(1 "2") '(3)))))
(show (let ((arguments (cdr (caught (lambda () (vector-ref 'x 0))))))
        (apply simple-format #f (cadr arguments) (caddr arguments))))
(show (catch 'wrong-type-arg
        (lambda () (string-length 5))
        (lambda (key who message arguments . rest) (apply simple-format #f message arguments))))
(show (eval '(catch 'unbound-variable (lambda () nowhere-to-be-found) list) (current-module)))
