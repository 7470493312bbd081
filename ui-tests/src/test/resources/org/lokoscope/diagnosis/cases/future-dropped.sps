;; expect blocked-forever
;; a future whose value nobody takes, since who asked has failed
(import (rnrs) (loko) (loko system fibers))
(define (future thunk)
  (let ((ch (make-channel)))
    (spawn-fiber (lambda () (put-message ch (thunk)))) ;LEAK
    ch))
(define (ask i)
  (guard (e (#t 'failed))
    (let ((f (future (lambda () (* i i)))))
      (when (odd? i) (raise 'odd))
      (get-message f))))
(do ((i 0 (+ i 1))) ((= i 600)) (ask i) (yield-current-task))
(display "done") (newline)
