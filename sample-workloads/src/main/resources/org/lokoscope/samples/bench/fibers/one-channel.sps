;; 100,000 receivers park on one channel; then each is served.
(import (rnrs) (loko system fibers) (rates))

(define receivers 100000)
(define served 0)

(define (park-and-serve)
  (let ((channel (make-channel)))
    (set! served 0)
    (do ((i 0 (+ i 1)))
        ((= i receivers))
      (spawn-fiber
       (lambda ()
         (get-message channel)
         (set! served (+ served 1)))))
    (yield-current-task)
    (do ((i 0 (+ i 1)))
        ((= i receivers))
      (put-message channel i))
    (yield-current-task)
    (assert (= served receivers))))

(measure-seconds (lambda () (seconds park-and-serve)))
