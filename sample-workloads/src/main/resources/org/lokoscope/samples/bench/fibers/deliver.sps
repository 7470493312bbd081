;; Many fibers are parked; each gets a message, resumes and ends. Only that is measured.
(import (rnrs) (loko system fibers) (rates))

(define fibers 50000)
(define resumed 0)

(define (park channel)
  (spawn-fiber
   (lambda ()
     (get-message channel)
     (set! resumed (+ resumed 1)))))

(define (deliver-all channels)
  (vector-for-each (lambda (channel) (put-message channel 'go)) channels)
  (yield-current-task))

(define (play)
  (let ((channels (make-vector fibers)))
    (do ((i 0 (+ i 1)))
        ((= i fibers))
      (vector-set! channels i (make-channel))
      (park (vector-ref channels i)))
    (set! resumed 0)
    (yield-current-task)
    (let ((time (seconds (lambda () (deliver-all channels)))))
      (assert (= resumed fibers))
      time)))

(measure-rate fibers play)
