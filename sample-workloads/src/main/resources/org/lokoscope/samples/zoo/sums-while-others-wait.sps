;; expect scheduler-hog
;; computes for a fifth of a second at a time beside a fiber that wakes every five milliseconds
(import (rnrs) (only (scheme time) current-jiffy jiffies-per-second) (loko system fibers))
(define (now) (/ (current-jiffy) (jiffies-per-second)))
(define (compute until sum) (if (< (now) until) (compute until (+ sum 1)) sum))
(define (tick) (sleep 1/200) (tick))
(define (worker jobs)
  (unless (zero? jobs)
    (compute (+ (now) 1/5) 0)
    (sleep 1/100) ;LEAK
    (worker (- jobs 1))))
(spawn-fiber tick)
(yield-current-task)
(let ((done (make-cvar)))
  (spawn-fiber (lambda () (worker 5) (signal-cvar! done))) ;LEAK
  (wait done))
(display "done") (newline)
