;; Two fibers hand a message to and fro over two channels.
(import (rnrs) (loko system fibers) (rates))

(define turns 100000)

(define (pong from to i)
  (when (positive? i)
    (put-message to (get-message from))
    (pong from to (- i 1))))

(define (ping to from i)
  (when (positive? i)
    (put-message to i)
    (get-message from)
    (ping to from (- i 1))))

(define (play)
  (let ((there (make-channel)) (back (make-channel)))
    (spawn-fiber (lambda () (pong there back turns)))
    (ping there back turns)))

(measure-rate (* 2 turns) (lambda () (seconds play)))
