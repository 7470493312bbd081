;; expect steady
(import (rnrs) (loko system fibers))
(define (ask i)
  (let ((answer (make-channel)) (enough (make-cvar)))
    (do ((r 0 (+ r 1))) ((= r 3))
      (spawn-fiber
       (lambda ()
         (perform-operation
          (choice-operation (put-operation answer r) (wait-operation enough))))))
    (let ((first (get-message answer)))
      (signal-cvar! enough)
      first)))
(do ((i 0 (+ i 1))) ((= i 400)) (ask i) (yield-current-task))
(display "done") (newline)
