;; expect steady
;; buffered channels that are dropped without being closed: the fiber of each goes with it
(import (rnrs) (loko system fibers) (lokoscope channels))
(define (one i)
  (let ((b (make-buffered-channel 3)))
    (buffered-put b i)
    (buffered-get b)))
(do ((i 0 (+ i 1))) ((= i 500)) (one i))
(display "done")
