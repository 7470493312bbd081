;;; SRFI 71: bindings of several values.
(use-modules (srfi srfi-71))
(define (show . o) (for-each (lambda (x) (write x) (display " ")) o) (newline))
(show (let ((a b (values 1 2)) (c 3)) (list a b c)) (let* ((a b (values 1 2)) (c (+ a b))) c) (let (((values x . r) (values 1 2 3))) (list x r)) (let loop ((i 0)) (if (< i 3) (loop (+ i 1)) i)) (values->list (values 1 2)) (letrec ((f (lambda (x) x))) (f 1)))
