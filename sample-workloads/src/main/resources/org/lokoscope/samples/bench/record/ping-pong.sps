;; Two fibers that hand a message to and fro. Prints the seconds of four million messages, after as
;; many that do not count.
(import (rnrs) (loko system fibers) (only (scheme time) current-jiffy jiffies-per-second))

(define there (make-channel))
(define back (make-channel))

(define (answer)
  (put-message back (get-message there))
  (answer))

(define (ask times)
  (do ((i 0 (+ i 1))) ((= i times))
    (put-message there i)
    (get-message back)))

(spawn-fiber answer)
(ask 2000000)
(let ((begin (current-jiffy)))
  (ask 2000000)
  (display (/ (- (current-jiffy) begin) (inexact (jiffies-per-second))))
  (newline))
(display "4000000 messages")
(newline)
