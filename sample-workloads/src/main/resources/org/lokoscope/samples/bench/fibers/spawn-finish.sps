;; Spawns fibers that count themselves and end.
(import (rnrs) (loko system fibers) (rates))

(define fibers 100000)
(define finished 0)

(define (run-all)
  (set! finished 0)
  (do ((i 0 (+ i 1)))
      ((= i fibers))
    (spawn-fiber (lambda () (set! finished (+ finished 1)))))
  (yield-current-task)
  (assert (= finished fibers)))

(measure-rate fibers (lambda () (seconds run-all)))
