;; Messages that two processes send to and fro, on one CPU.
(import (rnrs) (lokoscope processes) (workers)
        (only (scheme time) current-jiffy jiffies-per-second))

(define partner (spawn-process '(workers) 'echo (self-pid)))

(define trips 20000)

(define (one-round)
  (let ((begun (current-jiffy)))
    (do ((i 0 (+ i 1))) ((= i trips))
      (send-message partner i)
      (receive-message))
    (/ (inexact (- (current-jiffy) begun)) (jiffies-per-second))))

(let loop ((i 0) (best (one-round)))
  (cond
    ((< i 20) (loop (+ i 1) (min best (one-round))))
    (else
     (display "rate ")
     (display (/ (* 2 trips) best))
     (newline))))
