;; expect continuation-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (feed n) (do ((i 0 (+ i 1))) ((= i n)) (put-message in i)))

(define (loop)
  (perform-operation
    (wrap-operation (get-operation in) (lambda (m) (loop) m)))) ;LEAK
(spawn-fiber loop)
(feed 700)
