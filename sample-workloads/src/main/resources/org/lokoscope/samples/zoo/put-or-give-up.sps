;; expect with --faithful-leaks: uncancelled-timers
;; a sender that would give up after ten minutes, once for each line
(import (rnrs) (loko system fibers))
(define lines (make-channel))
(define (logger) (get-message lines) (logger))
(define (log-line line)
  (perform-operation
   (choice-operation
    (put-operation lines line)
    (sleep-operation 600)))) ;LEAK
(spawn-fiber logger)
(do ((i 0 (+ i 1))) ((= i 1200)) (log-line i))
(display "done") (newline)
