;; expect with --faithful-leaks: stale-waiters
;; waits on two channels, and only one is ever used (the shape of wingo/fibers #12)
(import (rnrs) (loko system fibers))
(define busy (make-channel))
(define quiet (make-channel))
(define (receiver i)
  (when (< i 1500)
    (perform-operation (choice-operation (get-operation busy) (get-operation quiet))) ;LEAK
    (receiver (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 1500)) (put-message busy i))))
(receiver 0)
(display "done") (newline)
