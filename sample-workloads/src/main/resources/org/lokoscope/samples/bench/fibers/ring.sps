;; A token goes round a ring of fibers, each of which passes it on.
(import (rnrs) (loko system fibers) (rates))

(define size 1000)
(define rounds 100)

(define (pass-on from to i)
  (when (positive? i)
    (put-message to (get-message from))
    (pass-on from to (- i 1))))

;; A chain of fibers from a channel on; returns the channel at its other end.
(define (chain from fibers)
  (if (zero? fibers)
      from
      (let ((to (make-channel)))
        (spawn-fiber (lambda () (pass-on from to rounds)))
        (chain to (- fibers 1)))))

(define (circulate start end)
  (do ((i 0 (+ i 1)))
      ((= i rounds))
    (put-message start i)
    (get-message end)))

(define (play)
  (let* ((start (make-channel)) (end (chain start (- size 1))))
    (yield-current-task)
    (seconds (lambda () (circulate start end)))))

(measure-rate (* size rounds) play)
