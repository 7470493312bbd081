;; One fiber gives way again and again, though there is no other.
(import (rnrs) (loko system fibers) (rates))

(define turns 300000)

(define (give-way)
  (do ((i 0 (+ i 1)))
      ((= i turns))
    (yield-current-task)))

(measure-rate turns (lambda () (seconds give-way)))
