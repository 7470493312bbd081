;; A million fibers that wait until the end, when it is looked what keeps them. Prints the seconds in which the
;; second half of them came and waited.
(import (rnrs) (loko system fibers) (only (scheme time) current-jiffy jiffies-per-second))

(define never (make-cvar))

(define (spawn-many times)
  (do ((i 0 (+ i 1))) ((= i times))
    (spawn-fiber (lambda () (wait never) i))
    (when (zero? (mod i 1000)) (yield-current-task))))

(spawn-many 500000)
(let ((begin (current-jiffy)))
  (spawn-many 500000)
  (yield-current-task)
  (display (/ (- (current-jiffy) begin) (inexact (jiffies-per-second))))
  (newline))
(display "500000 fibers")
(newline)
