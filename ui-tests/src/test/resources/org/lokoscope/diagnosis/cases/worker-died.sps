;; expect blocked-forever
(import (rnrs) (loko system fibers))
(define (work i)
  (let ((done (make-cvar)))
    (spawn-fiber
      (lambda ()
        (guard (e (#t #f))
          (when (even? i) (raise 'broken))
          (signal-cvar! done))))
    (spawn-fiber
      (lambda ()
        (wait done) ;LEAK
        (set! finished (+ finished 1))))))
(define finished 0)
(do ((i 0 (+ i 1))) ((= i 800)) (work i) (yield-current-task))
(display finished) (newline)
