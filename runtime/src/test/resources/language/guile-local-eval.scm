;; Code that is evaluated among the variables of a procedure.
(use-modules (ice-9 local-eval))
(define (show x) (write x) (newline))

(define (place a b)
  (let ((sum (+ a b)) (a 'inner))
    (the-environment)))

(define here (place 1 2))
(show (local-eval 'sum here))
(show (local-eval '(list a b) here))
(local-eval '(set! sum (* sum 10)) here)
(show (local-eval '(let ((b 5)) (list sum b)) here))
(show (local-compile '(map (lambda (x) (+ x sum)) '(1 2)) here))
(show (local-eval '(begin (define twice (* 2 sum)) (+ twice 1)) (place 3 4)))

(define (counter)
  (let ((n 0))
    (cons (lambda () (set! n (+ n 1)) n) (the-environment))))
(define one (counter))
((car one))
(show (local-eval '(begin (set! n (+ n 10)) n) (cdr one)))
(show ((car one)))
