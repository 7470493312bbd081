;; expect steady
;; twenty fibers that wake again and again
(import (rnrs) (loko system fibers))
(define (tick) (sleep 0.001) (tick))
(do ((i 0 (+ i 1))) ((= i 20)) (spawn-fiber tick))
(sleep 0.2)
(display "done") (newline)
