;; expect with --faithful-leaks: steady
;; a fiber waits on the quiet channel and hands on what comes
(import (rnrs) (loko system fibers))
(define busy (make-channel))
(define quiet (make-channel))
(define (hand-on) (put-message busy (get-message quiet)) (hand-on))
(define (receiver i)
  (when (< i 1500)
    (get-message busy)
    (receiver (+ i 1))))
(spawn-fiber hand-on)
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 1500)) (put-message busy i))))
(receiver 0)
(display "done") (newline)
