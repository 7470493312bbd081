;; Continuations that are called once, from where they were captured.
(define (tak k x y z)
  (if (not (< y x))
      (k z)
      (call/cc
        (lambda (k)
          (tak k
               (call/cc (lambda (k) (tak k (- x 1) y z)))
               (call/cc (lambda (k) (tak k (- y 1) z x)))
               (call/cc (lambda (k) (tak k (- z 1) x y))))))))
(define (work)
  (let loop ((n 8) (sum 0))
    (if (= n 0)
        sum
        (loop (- n 1) (+ sum (call/cc (lambda (k) (tak k 18 12 6))))))))
