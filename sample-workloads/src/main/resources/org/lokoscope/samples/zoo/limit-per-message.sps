;; expect with --faithful-leaks: uncancelled-timers
;; sets a limit of a hundred seconds for each message, and each comes in time (the shape of wingo/fibers #109)
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (receiver i)
  (when (< i 1500)
    (perform-operation
     (choice-operation
      (get-operation in)
      (wrap-operation (sleep-operation 100) (lambda () 'late)))) ;LEAK
    (receiver (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 1500)) (put-message in i))))
(receiver 0)
(display "done") (newline)
