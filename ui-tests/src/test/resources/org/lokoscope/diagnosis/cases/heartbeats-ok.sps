;; expect steady
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (beat) (sleep 5) (beat))
(spawn-fiber beat)
(define (serve) (get-message in) (serve))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
