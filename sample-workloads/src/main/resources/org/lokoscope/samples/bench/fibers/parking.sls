;; Parks fibers and says so, for somebody who looks at the heap.
(library (parking)
  (export park-and-report)
  (import (rnrs) (loko system fibers))

  (define (report fibers)
    (display "parked ")
    (display fibers)
    (newline)
    (flush-output-port (current-output-port)))

  ;; Each fiber waits on a channel of its own, which is part of what it costs.
  (define (park-and-report fibers)
    (let ((channels (make-vector fibers)))
      (report 0)
      (do ((i 0 (+ i 1)))
          ((= i fibers))
        (let ((channel (make-channel)))
          (vector-set! channels i channel)
          (spawn-fiber (lambda () (get-message channel)))))
      (yield-current-task)
      (report fibers)
      ;; They are all there, and can all be resumed.
      (vector-for-each (lambda (channel) (put-message channel 'go)) channels)
      (yield-current-task))))
