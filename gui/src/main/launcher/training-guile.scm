;; What the launcher runs once after a build: a program that says nowhere which language it is in.
(define (range from to)
  (if (= from to) '() (cons from (range (+ from 1) to))))

(let loop ((i 0) (sum 0))
  (if (< i 3000)
      (loop (+ i 1) (+ sum (apply + (map (lambda (x) (* x x)) (range 0 10)))))
      (format #t "~a ~s~%" sum (list 'a "b" #\c 1/2 1.5 (string-append "d" "e")))))

(catch #t
  (lambda () (vector-ref (vector 1 2) 5))
  (lambda (key . rest) (display key) (newline)))
