;; Computes and never waits. Prints the seconds of the second half.
(import (rnrs) (only (scheme time) current-jiffy jiffies-per-second))

(define (fib n)
  (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))

(define (work times)
  (do ((i 0 (+ i 1))) ((= i times)) (fib 35)))

(work 8)
(let ((begin (current-jiffy)))
  (work 24)
  (display (/ (- (current-jiffy) begin) (inexact (jiffies-per-second))))
  (newline))
