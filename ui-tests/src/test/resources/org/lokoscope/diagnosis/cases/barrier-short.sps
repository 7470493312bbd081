;; expect blocked-forever
(import (except (rnrs) round) (loko system fibers))

(define (barrier n)
  (let ((c (make-cvar)) (left n))
    (lambda () (set! left (- left 1)) (if (zero? left) (signal-cvar! c) (wait c))))) ;LEAK
(define (one-round)
  (let ((b (barrier 6)))
    (do ((i 0 (+ i 1))) ((= i 5)) (spawn-fiber b)) ;LEAK
    (yield-current-task)))
(do ((i 0 (+ i 1))) ((= i 100)) (one-round))
