;; What the processes of the benchmarks do.
(library (workers)
  (export spin count relay echo)
  (import (rnrs) (lokoscope processes))

  ;; A tight loop that never gives way by itself.
  (define (spin n)
    (spin (+ n 1)))

  (define (count-down n)
    (unless (zero? n)
      (count-down (- n 1))))

  (define (count n to)
    (count-down n)
    (send-message to 'done))

  (define (relay to)
    (send-message to (+ 1 (receive-message))))

  (define (echo to)
    (send-message to (receive-message))
    (echo to)))
