;; A vector that is read and written: the sieve of Eratosthenes.
(import (rnrs))

(define (cross-out! sieve n size)
  (do ((i (* n n) (+ i n)))
      ((>= i size))
    (vector-set! sieve i #f)))

(define (primes size)
  (let ((sieve (make-vector size #t)))
    (let loop ((n 2) (count 0))
      (cond
        ((= n size) count)
        ((vector-ref sieve n)
         (cross-out! sieve n size)
         (loop (+ n 1) (+ count 1)))
        (else (loop (+ n 1) count))))))

(define (run) (primes 100000))
