(import (rnrs))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(show (list-sort < '(3 1 4 1 5 9 2 6)))
(show (list-sort (lambda (a b) (< (car a) (car b))) '((2 a) (1 b) (2 c) (1 d) (3 e))))
(show (vector-sort > '#(3 1 2)))
(show (let ((v (vector 3 1 2))) (vector-sort! < v) v))
(show (list-sort < '()))
(define (random-list n) (let loop ((i 0) (x 42) (l '())) (if (= i n) l (loop (+ i 1) (mod (+ (* x 1103515245) 12345) 2147483648) (cons (mod x 1000) l)))))
(define (sorted? l) (or (null? l) (null? (cdr l)) (and (<= (car l) (cadr l)) (sorted? (cdr l)))))
(show (let ((l (random-list 5000))) (let ((s (list-sort < l))) (list (sorted? s) (length s) (= (apply + l) (apply + s))))))

;; The order is called in the midst of the sort: it may escape, and wait on nothing but itself.
(show (call/cc (lambda (k) (list-sort (lambda (a b) (if (= a 3) (k 'escaped) (< a b))) '(5 4 3 2 1)))))
(show (guard (e (#t (list 'raised e))) (vector-sort (lambda (a b) (raise 'no)) '#(1 2))))
