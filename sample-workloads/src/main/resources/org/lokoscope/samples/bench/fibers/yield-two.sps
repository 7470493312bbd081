;; Two fibers give way to each other.
(import (rnrs) (loko system fibers) (rates))

(define turns 150000)

(define (give-way)
  (do ((i 0 (+ i 1)))
      ((= i turns))
    (yield-current-task)))

(define (take-turns)
  (spawn-fiber give-way)
  (give-way))

(measure-rate (* 2 turns) (lambda () (seconds take-turns)))
