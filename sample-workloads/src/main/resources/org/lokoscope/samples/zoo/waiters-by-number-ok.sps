;; expect steady
(import (rnrs) (loko system fibers))
(define waiters (make-eqv-hashtable))
(define number 0)
(define feed (make-channel))
(define operation
  (make-base-operation
   #f
   (lambda () #f)
   (lambda (resume state)
     (set! number (+ number 1))
     (hashtable-clear! waiters)
     (hashtable-set! waiters number resume))
))
(define (race i)
  (when (< i 1000)
    (perform-operation (choice-operation (get-operation feed) operation))
    (race (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 1000)) (put-message feed i))))
(race 0)
(display "done") (newline)
