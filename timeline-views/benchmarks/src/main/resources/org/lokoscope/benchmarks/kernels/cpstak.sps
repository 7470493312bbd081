;; The same in continuation-passing style: closures that are made, called once and dropped.
(import (rnrs))

(define (tak x y z k)
  (if (not (< y x))
      (k z)
      (tak (- x 1) y z
           (lambda (a)
             (tak (- y 1) z x
                  (lambda (b)
                    (tak (- z 1) x y
                         (lambda (c) (tak a b c k)))))))))

(define (run) (tak 18 12 6 (lambda (v) v)))
