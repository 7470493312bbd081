;; expect stale-waiters
;; an operation of its own registers a callback for each who waits
(import (rnrs) (loko system fibers))
(define callbacks '())
(define feed (make-channel))
(define operation
  (make-base-operation
   #f
   (lambda () #f)
   (lambda (resume state)
     (set! callbacks (cons (lambda () (resume values)) callbacks))) ;LEAK
))
(define (race i)
  (when (< i 1000)
    (perform-operation (choice-operation (get-operation feed) operation))
    (race (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 1000)) (put-message feed i))))
(race 0)
(display "done") (newline)
