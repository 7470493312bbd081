;; expect steady
(import (rnrs) (loko system fibers))
(define (watch done)
  (unless (perform-operation
           (choice-operation
            (wrap-operation (wait-operation done) (lambda () #t))
            (wrap-operation (sleep-operation 1) (lambda () #f))))
    (watch done)))
(define (request)
  (let ((done (make-cvar)))
    (spawn-fiber (lambda () (watch done)))
    (yield-current-task)
    (signal-cvar! done)))
(do ((i 0 (+ i 1))) ((= i 800)) (request) (yield-current-task))
(display "done") (newline)
