;; expect winder-growth
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (feed n) (do ((i 0 (+ i 1))) ((= i n)) (put-message in i)))

(define who (make-parameter #f))
(define (as user thunk) (parameterize ((who user)) (thunk))) ;LEAK
(define (serve) (as (get-message in) serve)) ;LEAK
(spawn-fiber serve)
(feed 500)
