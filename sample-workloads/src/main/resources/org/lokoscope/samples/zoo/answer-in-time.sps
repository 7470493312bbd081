;; expect with --faithful-leaks: uncancelled-timers
;; a client that gives each of its questions a minute
(import (rnrs) (loko system fibers))
(define questions (make-channel))
(define answers (make-channel))
(define (serve)
  (let ((n (get-message questions)))
    (yield-current-task)
    (put-message answers (+ 1 n)))
  (serve))
(define (ask n seconds)
  (put-message questions n)
  (perform-operation
   (choice-operation
    (get-operation answers)
    (wrap-operation (sleep-operation seconds) (lambda () #f))))) ;LEAK
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 1200)) (ask i 60))
(display "done") (newline)
