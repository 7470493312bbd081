;; Integers that outgrow a word: the digits of a factorial.
(import (rnrs))

(define (factorial n)
  (if (zero? n)
      1
      (* n (factorial (- n 1)))))

(define (run) (string-length (number->string (factorial 1000))))
