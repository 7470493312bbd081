(define (down n) (if (= n 0) 0 (up (- n 1))))
(define (up n) (if (= n 0) 1 (down (- n 1))))
(define (female n) (if (= n 0) 1 (- n (male (female (- n 1))))))
(define (male n) (if (= n 0) 0 (- n (female (male (- n 1))))))
(define (work)
  (let loop ((n 30) (sum 0))
    (if (= n 0)
        sum
        (loop (- n 1) (+ sum (down 1000000) (female 90))))))
