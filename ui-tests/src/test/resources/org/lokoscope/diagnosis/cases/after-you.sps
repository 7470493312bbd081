;; expect blocked-forever
;; two fibers that each wait for the other to begin
(import (rnrs) (loko) (loko system fibers))
(define (pair i)
  (let ((a (make-channel)) (b (make-channel)))
    (spawn-fiber (lambda () (get-message a) (put-message b i))) ;LEAK
    (spawn-fiber (lambda () (get-message b) (put-message a i))))) ;LEAK
(do ((i 0 (+ i 1))) ((= i 300)) (pair i) (yield-current-task))
(sleep 0.05)
(display "done") (newline)
