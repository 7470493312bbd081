;; expect steady
;; a buffered channel that is full most of the time
(import (rnrs) (loko system fibers) (lokoscope channels))
(define queue (make-buffered-channel 100))
(define (worker) (buffered-get queue) (yield-current-task) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 2000)) (buffered-put queue i))
(display "done") (newline)
