;; A fiber chooses between two channels, on which another one puts messages in turn.
(import (rnrs) (loko system fibers) (rates))

(define turns 50000)

(define (choose)
  (let ((a (make-channel)) (b (make-channel)))
    (spawn-fiber
     (lambda ()
       (do ((i 0 (+ i 1)))
           ((= i turns))
         (put-message (if (even? i) a b) i))))
    (do ((i 0 (+ i 1)))
        ((= i turns))
      (perform-operation
       (choice-operation (get-operation a) (get-operation b))))))

(measure-rate turns (lambda () (seconds choose)))
