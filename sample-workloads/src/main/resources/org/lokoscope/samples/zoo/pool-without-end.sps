;; expect blocked-forever
;; starts workers for each batch and never tells them that it is over
(import (rnrs) (loko system fibers))
(define (batch)
  (let ((jobs (make-channel)))
    (define (work) (get-message jobs) (work)) ;LEAK
    (spawn-fiber work) ;LEAK
    (spawn-fiber work) ;LEAK
    (for-each (lambda (job) (put-message jobs job)) '(1 2 3 4))))
(do ((i 0 (+ i 1))) ((= i 200)) (batch) (yield-current-task))
(display "done") (newline)
