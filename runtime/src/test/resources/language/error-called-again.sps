;; Calls of one place that stand in a row are told once, with how many more there are.
(import (rnrs))
(define (descend n)
  (if (= n 0)
      (error 'descend "as asked")
      (+ 1 (descend (- n 1)))))
(define (twice) (list (descend 2)))
(display (twice))
