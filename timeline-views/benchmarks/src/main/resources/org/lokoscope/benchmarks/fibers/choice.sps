;; 1,000 messages, each taken by a choice over two channels.
(import (rnrs) (loko system fibers))

(define turns 1000)

(define (send to other i)
  (when (positive? i)
    (put-message to i)
    (send other to (- i 1))))

(define (take a b i)
  (if (= i turns)
      i
      (begin
        (perform-operation
         (choice-operation (get-operation a) (get-operation b)))
        (take a b (+ i 1)))))

(define (run)
  (let ((a (make-channel)) (b (make-channel)))
    (spawn-fiber (lambda () (send a b turns)))
    (take a b 0)))
