;; expect blocked-forever
;; waits for a promise whose maker fails before it keeps it
(import (rnrs) (loko system fibers))
(define (task i)
  (let ((kept (make-cvar)))
    (spawn-fiber
     (lambda ()
       (guard (e (#t 'failed))
         (when (zero? (mod i 2)) (raise 'broken))
         (signal-cvar! kept))))
    (spawn-fiber (lambda () (wait kept))))) ;LEAK
(do ((i 0 (+ i 1))) ((= i 400)) (task i) (yield-current-task))
(display "done") (newline)
