;; What the traces of the benchmarks hold: twenty pairs of fibers that hand messages to and fro, and
;; a worker whose loop is not in tail position, so that its continuation grows.
(import (rnrs) (loko system fibers))

(define pairs 20)
(define turns 1000)

(define (pong from to i)
  (when (positive? i)
    (put-message to (get-message from))
    (pong from to (- i 1))))

(define (ping to from i)
  (when (positive? i)
    (put-message to i)
    (get-message from)
    (ping to from (- i 1))))

(define (work requests i)
  (when (positive? i)
    (guard (e (#t #f))
      (get-message requests)
      (work requests (- i 1)))))

(define (feed requests i)
  (when (positive? i)
    (put-message requests i)
    (feed requests (- i 1))))

(do ((i 0 (+ i 1)))
    ((= i pairs))
  (let ((there (make-channel)) (back (make-channel)))
    (spawn-fiber (lambda () (pong there back turns)))
    (spawn-fiber (lambda () (ping there back turns)))))

(let ((requests (make-channel)))
  (spawn-fiber (lambda () (work requests turns)))
  (feed requests turns))
