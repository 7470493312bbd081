;; expect stale-waiters
(import (rnrs) (loko system fibers))
(define table (make-eqv-hashtable))
(define counter 0)
(define (block resume state)
  (set! counter (+ counter 1))
  (hashtable-set! table counter resume)) ;LEAK
(define (waiting-operation)
  (make-base-operation #f (lambda () #f) block)) ;LEAK
(define feed (make-channel))
(define (race i)
  (when (< i 1500)
    (perform-operation (choice-operation (get-operation feed) (waiting-operation)))
    (race (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 1500)) (put-message feed i))))
(race 0)
(display (hashtable-size table)) (newline)
