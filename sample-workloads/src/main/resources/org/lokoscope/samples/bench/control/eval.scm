(define where (environment '(rnrs)))
(define (work)
  (let loop ((n 20000) (sum 0))
    (if (= n 0)
        sum
        (loop (- n 1) (+ sum (eval (list 'let (list (list 'x n)) '(+ x 1)) where))))))
