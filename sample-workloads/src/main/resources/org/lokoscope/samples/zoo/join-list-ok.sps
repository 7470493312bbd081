;; expect steady
(import (rnrs) (loko system fibers))
(define waiters '())
(define feed (make-channel))
(define operation
  (make-base-operation
   #f
   (lambda () #f)
   (lambda (resume state)
     (set! waiters
           (cons (cons resume state)
                 (filter (lambda (w) (eq? 'WAITING (vector-ref (cdr w) 0))) waiters))))
))
(define (race i)
  (when (< i 1000)
    (perform-operation (choice-operation (get-operation feed) operation))
    (race (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 1000)) (put-message feed i))))
(race 0)
(display "done") (newline)
