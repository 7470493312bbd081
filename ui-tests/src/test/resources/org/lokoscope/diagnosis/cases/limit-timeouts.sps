;; expect steady
;; expect with --faithful-leaks: uncancelled-timers
(import (rnrs) (loko system fibers) (lokoscope timeouts))
(define jobs (make-channel))
(define (serve i)
  (when (< i 2000)
    (perform-operation/timeout (get-operation jobs) 300) ;LEAK
    (serve (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 2000)) (put-message jobs i))))
(serve 0)
(display "done") (newline)
