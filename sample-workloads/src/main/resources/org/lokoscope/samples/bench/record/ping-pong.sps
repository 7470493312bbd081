;; Two fibers that hand a message to and fro. Prints the seconds of ten million messages, after forty
;; million that do not count: until then the JVM still compiles, and machine and fibers are young, whose
;; fields the collector does not watch.
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
(ask 20000000)
(let ((begin (current-jiffy)))
  (ask 5000000)
  (display (/ (- (current-jiffy) begin) (inexact (jiffies-per-second))))
  (newline))
(display "10000000 messages")
(newline)
