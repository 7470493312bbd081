;; expect continuation-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (feed n) (do ((i 0 (+ i 1))) ((= i n)) (put-message in i)))

(define (log-loop)
  (call-with-string-output-port ;LEAK
    (lambda (p)
      (display (get-message in) p)
      (log-loop)))) ;LEAK
(spawn-fiber log-loop)
(feed 600)
