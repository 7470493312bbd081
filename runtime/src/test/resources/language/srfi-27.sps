(import (rnrs) (srfi :27) (srfi-check))
(define (within? n x) (and (exact? x) (<= 0 x (- n 1))))
(define (times n f) (if (= n 0) '() (let ((x (f))) (cons x (times (- n 1) f)))))

(check (for-all (lambda (x) (within? 6 x)) (times 20 (lambda () (random-integer 6)))) => #t)
(check (random-integer 1) => 0)
(check (within? (expt 10 30) (random-integer (expt 10 30))) => #t)
(check-error (random-integer 0))
(check-error (random-integer 1.5))
(check (for-all (lambda (x) (and (inexact? x) (< 0 x 1))) (times 10 random-real)) => #t)

(check (map random-source? (list default-random-source 5)) => '(#t #f))
(define (draw source) (times 5 (let ((f (random-source-make-integers source))) (lambda () (f 1000)))))

;; Sources begin in one state, and go on from a state that is set.
(define a (make-random-source))
(define b (make-random-source))
(check (equal? (draw a) (draw b)) => #t)
(define state (random-source-state-ref a))
(define next (draw a))
(random-source-state-set! b state)
(check (equal? (draw b) next) => #t)
(check-error (random-source-state-set! a '(1 2)))

;; Sub-streams are reproducible and differ.
(define (stream i j)
  (let ((source (make-random-source)))
    (random-source-pseudo-randomize! source i j)
    (draw source)))
(check (equal? (stream 1 2) (stream 1 2)) => #t)
(check (equal? (stream 1 2) (stream 2 1)) => #f)
(check (equal? (stream 0 0) (draw (make-random-source))) => #t)
(check (equal? (stream 0 1) (stream 0 0)) => #f)

(random-source-randomize! a)
(check (equal? (draw a) (draw (make-random-source))) => #f)

(define exact-real (random-source-make-reals a 1/4))
(check (for-all (lambda (x) (and (memv x '(1/4 1/2 3/4)) #t)) (times 10 exact-real)) => #t)
(check (for-all (lambda (x) (< 0 x 1)) (times 5 (random-source-make-reals a 0.1))) => #t)
(check (for-all (lambda (x) (< 0 x 1)) (times 5 (random-source-make-reals a))) => #t)
(check-error (random-source-make-reals a 2))
(report)
