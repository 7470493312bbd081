(import (rnrs))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
;; Each iteration of do and named let has its own variables.
(show (map (lambda (f) (f)) (do ((i 0 (+ i 1)) (fs '() (cons (lambda () i) fs))) ((= i 4) (reverse fs)))))
(show (let ((fs (let loop ((i 0) (fs '())) (if (= i 3) (reverse fs) (loop (+ i 1) (cons (lambda (d) (set! i (+ i d)) i) fs)))))) (map (lambda (f) (f 10) (f 1)) fs)))
(show (let loop ((i 0) (j 10)) (if (< i j) (loop j i) (list i j))))
(show (do ((vec (make-vector 5)) (i 0 (+ i 1))) ((= i 5) vec) (vector-set! vec i (* i i))))

;; Shared and private state.
(define (make-counter)
  (let ((n 0))
    (cons (lambda () (set! n (+ n 1)) n) (lambda () n))))
(define a (make-counter))
(define b (make-counter))
((car a)) ((car a)) ((car b))
(show (list ((cdr a)) ((cdr b))))

;; An inner loop that jumps to an outer one, and loops as values.
(show (let outer ((i 0) (acc '())) (if (= i 3) (reverse acc) (let inner ((j 0) (acc acc)) (if (= j 3) (outer (+ i 1) acc) (inner (+ j 1) (if (= i j) acc (cons (list i j) acc))))))))
(define loop* 7)
(show (let loop ((n 3)) (if (zero? n) '() (cons loop* (loop (- n 1))))))
(show (map (let loop ((n 3)) (if (zero? n) (lambda (x) x) (let ((f (loop (- n 1)))) (lambda (x) (+ n (f x)))))) '(10 20)))
(show (letrec ((f (lambda (n) (if (zero? n) g (f (- n 1))))) (g (lambda () (procedure? f)))) ((f 5))))

;; Rest and optional arguments.
(show ((lambda args args) 1 2 3))
(show ((lambda (a . rest) (list a rest)) 1))
(show (let ((f (case-lambda (() 0) ((a) (list 1 a)) ((a b) (list 2 a b)) ((a . more) (list 'more a more))))) (list (f) (f 1) (f 1 2) (f 1 2 3))))
(show (apply + 1 2 '(3 4)))
(show (apply apply (list + (list 1 2))))
(show ((apply (lambda (x) (lambda (y) (list x y))) '(1)) 2))

;; Evaluation happens once, where it is written.
(define order '())
(define (note x) (set! order (cons x order)) x)
(show (let* ((x (note 1)) (y (note (+ x 1)))) (note (+ y 1)) (let ((o (reverse order))) (set! order '()) o)))
(show (begin (or (note #f) (note 2) (note 3)) (and (note 4) (note #f) (note 5)) (let ((o (reverse order))) (set! order '()) o)))
(show (case (note 5) ((1 2) 'low) ((4 5 6) => list) (else 'other)))
(show (let ((x 1)) (let ((f (lambda () x))) (set! x 2) (let ((x 3)) (list (f) x)))))
(show (let ((f (lambda (x) (define y (* x 2)) (define (g z) (+ y z)) (set! y (+ y 1)) (g x)))) (list (f 1) (f 10))))
