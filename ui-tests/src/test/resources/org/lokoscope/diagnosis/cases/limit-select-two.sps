;; expect steady
;; expect with --faithful-leaks: stale-waiters
(import (rnrs) (loko system fibers) (lokoscope channels))
(define jobs (make-channel))
(define quit (make-channel))
(define (serve i)
  (when (< i 2000)
    (select
      ((job <- jobs) (serve (+ i 1)))
      ((q <- quit) (display "quit"))))) ;LEAK
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 2000)) (put-message jobs i))))
(serve 0)
(display "done") (newline)
