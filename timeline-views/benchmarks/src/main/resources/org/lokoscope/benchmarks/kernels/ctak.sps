;; The same, each result thrown to a continuation captured with call/cc.
(import (rnrs))

(define (tak x y z)
  (call/cc (lambda (k) (tak-into k x y z))))

(define (tak-into k x y z)
  (if (not (< y x))
      (k z)
      (tak-into
       k
       (tak (- x 1) y z)
       (tak (- y 1) z x)
       (tak (- z 1) x y))))

(define (run) (tak 14 10 5))
