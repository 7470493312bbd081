;; A thousand processes, each of which takes a number and gives it on to the next.
(import (rnrs) (lokoscope processes) (workers)
        (only (scheme time) current-jiffy jiffies-per-second))

(define (chain n to)
  (if (zero? n)
      to
      (chain (- n 1) (spawn-process '(workers) 'relay to))))

(define (one-round)
  (let ((begun (current-jiffy)))
    (send-message (chain 1000 (self-pid)) 0)
    (unless (= 1000 (receive-message))
      (error 'thousand "a process is missing"))
    (/ (inexact (- (current-jiffy) begun)) (jiffies-per-second))))

(let loop ((i 0) (best (one-round)))
  (cond
    ((< i 5) (loop (+ i 1) (min best (one-round))))
    (else
     (display "seconds ")
     (display best)
     (newline))))
