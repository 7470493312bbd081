;; dynamic-wind, left by returning and by a continuation.
(import (rnrs))

(define (wound thunk count)
  (dynamic-wind
   count
   thunk
   count))

(define (run)
  (let ((n 0))
    (define (count) (set! n (+ n 1)))
    (do ((i 0 (+ i 1)))
        ((= i 7500) n)
      (wound (lambda () i) count)
      (call/cc (lambda (leave) (wound (lambda () (leave i)) count))))))
