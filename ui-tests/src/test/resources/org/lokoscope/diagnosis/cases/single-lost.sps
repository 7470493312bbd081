;; expect blocked-forever
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (feed n) (do ((i 0 (+ i 1))) ((= i n)) (put-message in i)))

(define (notify) (let ((c (make-cvar))) (spawn-fiber (lambda () (wait c))) #t)) ;LEAK
(define (worker) (get-message in) (worker))
(spawn-fiber worker)
(notify)
(feed 800)
