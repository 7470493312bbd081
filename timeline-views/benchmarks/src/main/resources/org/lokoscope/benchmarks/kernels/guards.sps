;; Conditions raised through a few frames and caught.
(import (rnrs))

(define (dig depth)
  (if (zero? depth)
      (raise 'bottom)
      (+ 1 (dig (- depth 1)))))

(define (attempt)
  (guard (e ((eq? e 'bottom) 1))
    (dig 10)))

(define (run)
  (let loop ((i 0) (sum 0))
    (if (= i 5000)
        sum
        (loop (+ i 1) (+ sum (attempt))))))
