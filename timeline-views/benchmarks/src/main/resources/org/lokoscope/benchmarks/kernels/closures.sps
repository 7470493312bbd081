;; Closures over assigned variables, called through a variable.
(import (rnrs))

(define (make-counter)
  (let ((sum 0))
    (lambda (n)
      (set! sum (+ sum n))
      sum)))

(define (count-to n)
  (let ((counter (make-counter)))
    (let loop ((i 1) (last 0))
      (if (> i n)
          last
          (loop (+ i 1) (counter i))))))

(define (run) (count-to 100000))
