;; expect fiber-growth
;; each message starts one more that beats for ever
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (beat) (sleep 5) (beat))
(define (serve) (get-message in) (spawn-fiber beat) (serve)) ;LEAK
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
