;; expect blocked-forever
(import (rnrs) (loko system fibers))
(define (both)
  (let ((a (make-channel)) (b (make-channel)))
    (spawn-fiber
      (lambda ()
        (perform-operation ;LEAK
          (choice-operation (get-operation a) (get-operation b)))))))
(do ((i 0 (+ i 1))) ((= i 500)) (both) (yield-current-task))
(display "done") (newline)
