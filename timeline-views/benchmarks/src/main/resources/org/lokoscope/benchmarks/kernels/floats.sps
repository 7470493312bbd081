;; Flonum arithmetic: which points belong to the Mandelbrot set.
(import (rnrs))

(define limit 50)

(define (steps cr ci)
  (let loop ((zr 0.0) (zi 0.0) (n 0))
    (if (or (= n limit) (> (+ (* zr zr) (* zi zi)) 4.0))
        n
        (loop (+ (- (* zr zr) (* zi zi)) cr)
              (+ (* 2.0 zr zi) ci)
              (+ n 1)))))

(define (points size)
  (let row ((y 0) (sum 0))
    (if (= y size)
        sum
        (let column ((x 0) (sum sum))
          (if (= x size)
              (row (+ y 1) sum)
              (column (+ x 1)
                      (+ sum
                         (steps (- (/ (* 3.0 x) size) 2.0)
                                (- (/ (* 2.0 y) size) 1.0)))))))))

(define (run) (points 40))
