;; Pairs: map, filter, fold and append over lists.
(import (rnrs))

(define (numbers from to)
  (if (> from to)
      '()
      (cons from (numbers (+ from 1) to))))

(define (squares ns)
  (map (lambda (n) (* n n)) ns))

(define (round-of ns)
  (fold-left + 0 (append (squares (filter even? ns)) (squares (filter odd? ns)))))

(define hundred (numbers 1 100))

(define (run)
  (let loop ((i 0) (sum 0))
    (if (= i 1000)
        sum
        (loop (+ i 1) (+ sum (round-of hundred))))))
