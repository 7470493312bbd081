;; expect stale-waiters
;; an operation of its own keeps all who ever waited in a list
(import (rnrs) (loko system fibers))
(define waiters '())
(define feed (make-channel))
(define operation
  (make-base-operation
   #f
   (lambda () #f)
   (lambda (resume state)
     (set! waiters (cons resume waiters))) ;LEAK
))
(define (race i)
  (when (< i 1000)
    (perform-operation (choice-operation (get-operation feed) operation))
    (race (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 1000)) (put-message feed i))))
(race 0)
(display "done") (newline)
