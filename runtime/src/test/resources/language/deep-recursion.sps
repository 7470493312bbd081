;; Recursion far deeper than a Java stack.
(import (rnrs) (rnrs mutable-pairs))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define deep 1000000)
(define (count n) (if (zero? n) 0 (+ 1 (count (- n 1)))))
(show (count deep))
(define (build n) (if (zero? n) '() (cons n (build (- n 1)))))
(define l (build 200000))
(show (length l))
(show (car l))
(define (sum l) (if (null? l) 0 (+ (car l) (sum (cdr l)))))
(show (sum l))
(show (apply + (map (lambda (x y) (- x y)) l l)))
(show (fold-right (lambda (x n) (+ n 1)) 0 l))
(show (length (append l l)))
(show (length (filter even? l)))
(show (vector-length (list->vector l)))
(define (copy l) (fold-right cons '() l))
(show (equal? l (copy l)))

;; A tree that leans left: equal?, and a walk.
(define (lean n) (do ((i 0 (+ i 1)) (t '() (list t))) ((= i n) t)))
(show (equal? (lean 50000) (lean 50000)))
(define (height t) (if (null? t) 0 (+ 1 (height (car t)))))
(show (height (lean 50000)))

;; Mutual recursion that is not in tail position, with several values.
(define (ups n) (if (zero? n) (values 0 0) (let-values (((a b) (downs (- n 1)))) (values (+ a 1) b))))
(define (downs n) (if (zero? n) (values 0 0) (let-values (((a b) (ups (- n 1)))) (values a (+ b 1)))))
(show (call-with-values (lambda () (ups 20001)) list))

;; Escape from the bottom, and re-enter a deep continuation twice.
(define (dive n k) (if (zero? n) (k 'out) (+ 1 (dive (- n 1) k))))
(show (call/cc (lambda (k) (dive 100000 k))))
(define again #f)
(define times 0)
(define (dive-and-mark n) (if (zero? n) (call/cc (lambda (k) (set! again k) 0)) (+ 1 (dive-and-mark (- n 1)))))
(define result (dive-and-mark 100000))
(set! times (+ times 1))
(when (< times 3) (again times))
(show (list result times))

;; An exception from a million frames below; the handler sees it, the guard gives back all.
(show (guard (e (#t (list 'caught e))) (let down ((n deep)) (if (zero? n) (raise 'bottom) (+ 1 (down (- n 1)))))))
(show (with-exception-handler (lambda (e) 5) (lambda () (let down ((n 100000)) (if (zero? n) (raise-continuable 0) (+ 1 (down (- n 1))))))))
