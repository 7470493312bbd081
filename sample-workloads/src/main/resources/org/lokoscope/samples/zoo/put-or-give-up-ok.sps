;; expect with --faithful-leaks: steady
(import (rnrs) (loko system fibers))
(define lines (make-channel))
(define (logger) (get-message lines) (logger))
(define (log-line line) (put-message lines line))
(spawn-fiber logger)
(do ((i 0 (+ i 1))) ((= i 1200)) (log-line i))
(display "done") (newline)
