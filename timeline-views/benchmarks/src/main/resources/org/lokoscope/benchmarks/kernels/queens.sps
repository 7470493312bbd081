;; Backtracking with lists and higher-order procedures.
(import (rnrs))

(define (safe? row placed)
  (let loop ((placed placed) (distance 1))
    (or (null? placed)
        (let ((other (car placed)))
          (and (not (= other row))
               (not (= (abs (- other row)) distance))
               (loop (cdr placed) (+ distance 1)))))))

(define (queens size placed left)
  (if (zero? left)
      1
      (let loop ((row 1) (sum 0))
        (if (> row size)
            sum
            (loop (+ row 1)
                  (if (safe? row placed)
                      (+ sum (queens size (cons row placed) (- left 1)))
                      sum))))))

(define (run) (queens 8 '() 8))
