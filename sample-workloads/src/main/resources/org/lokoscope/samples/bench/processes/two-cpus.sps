;; The time of two processes that compute at once, on two CPUs, beside that of one after the other.
(import (rnrs) (lokoscope processes) (workers)
        (only (scheme time) current-jiffy))

(define steps 300000000)

(define (start) (spawn-process '(workers) 'count steps (self-pid)))

(define (time-of thunk)
  (let ((begun (current-jiffy)))
    (thunk)
    (- (current-jiffy) begun)))

(define (one-by-one)
  (start)
  (receive-message)
  (start)
  (receive-message))

(define (at-once)
  (start)
  (start)
  (receive-message)
  (receive-message))

(one-by-one)
(let loop ((i 0) (best 10.0))
  (cond
    ((< i 5)
     (let* ((single (time-of one-by-one)) (both (time-of at-once)))
       (loop (+ i 1) (min best (/ (inexact both) single)))))
    (else
     (display "ratio ")
     (display best)
     (newline))))
