;; expect steady
(import (rnrs) (loko system fibers))
(define news (make-cvar))
(define (visit i)
  (let ((left (make-cvar)))
    (spawn-fiber
     (lambda ()
       (perform-operation (choice-operation (wait-operation news) (wait-operation left)))))
    (yield-current-task)
    (signal-cvar! left)))
(do ((i 0 (+ i 1))) ((= i 800)) (visit i) (yield-current-task))
(display "done") (newline)
