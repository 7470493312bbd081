;; Two fibers hand a message to and fro over two channels: 2,000 messages.
(import (rnrs) (loko system fibers))

(define turns 1000)

(define (pong from to i)
  (when (positive? i)
    (put-message to (get-message from))
    (pong from to (- i 1))))

(define (ping to from i)
  (if (zero? i)
      (* 2 turns)
      (begin
        (put-message to i)
        (get-message from)
        (ping to from (- i 1)))))

(define (run)
  (let ((there (make-channel)) (back (make-channel)))
    (spawn-fiber (lambda () (pong there back turns)))
    (ping there back turns)))
