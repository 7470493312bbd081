;; Spawns fibers, each of which waits for a message on a channel of its own.
(import (rnrs) (loko system fibers) (rates))

(define fibers 50000)

(define (park-all)
  (do ((i 0 (+ i 1)))
      ((= i fibers))
    (let ((channel (make-channel)))
      (spawn-fiber (lambda () (get-message channel)))))
  (yield-current-task))

(measure-rate fibers (lambda () (seconds park-all)))
