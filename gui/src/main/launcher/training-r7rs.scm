;; What the launcher runs once after a build: a program in R7RS.
(import (scheme base) (scheme write) (srfi 1))

(define-syntax swap!
  (syntax-rules ()
    ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))

(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))

(let ((p (make-point 1 2)) (a 1) (b 2))
  (swap! a b)
  (set-point-x! p (fold + 0 (iota 100)))
  (write (list (point-x p) a b (guard (e (#t (error-object-message e))) (error "x" 1))))
  (newline))

