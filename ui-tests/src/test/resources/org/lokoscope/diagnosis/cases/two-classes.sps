;; expect fiber-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (feed n) (do ((i 0 (+ i 1))) ((= i n)) (put-message in i)))

(define never (make-cvar))
(define (accept)
  (guard (e (#t 'x)) ;LEAK
    (let ((m (get-message in)))
      (spawn-fiber (lambda () (wait never) m)) ;LEAK
      (accept)))) ;LEAK
(spawn-fiber accept)
(feed 800)
