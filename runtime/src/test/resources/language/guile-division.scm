;; Division of numbers that are not integers, which Guile has and the standards do not.
(use-modules (srfi srfi-11))
(define (show . x) (for-each display x) (newline))
(define-syntax both (syntax-rules () ((_ f) (let-values (((q r) f)) (list q r)))))
(show (both (floor/ 7/2 1.5)) (both (truncate/ -7.5 2)) (both (euclidean/ -7/2 -1.5)) (floor-remainder -1/2 1/3) (truncate-quotient 7.5 2) (floor-quotient -7 2) (truncate-remainder -7 2))
(show (both (floor/ +inf.0 2)) (both (euclidean/ 5 +inf.0)) (both (truncate/ +nan.0 1)) (both (floor/ 5 +inf.0)) (both (floor/ -5 +inf.0)))
