;; expect blocked-forever
(import (rnrs) (loko system fibers))
(define (pair i)
  (let ((a (make-channel)) (b (make-channel)))
    (spawn-fiber (lambda () (put-message a 1) (get-message b))) ;LEAK
    (spawn-fiber (lambda () (put-message b 1) (get-message a))))) ;LEAK
(do ((i 0 (+ i 1))) ((= i 300)) (pair i) (yield-current-task))
(display "done") (newline)
