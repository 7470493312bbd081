;; expect fiber-growth
;; starts a watchdog for each request that looks again and again
(import (rnrs) (loko system fibers))
(define (watch)
  (sleep 1) ;LEAK
  (watch))
(define (request) (spawn-fiber watch)) ;LEAK
(do ((i 0 (+ i 1))) ((= i 800)) (request) (yield-current-task))
(display "done") (newline)
