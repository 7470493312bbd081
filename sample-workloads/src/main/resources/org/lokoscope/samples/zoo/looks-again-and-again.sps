;; expect scheduler-hog
;; waits for a moment by looking at the clock again and again
(import (rnrs) (only (scheme time) current-jiffy jiffies-per-second) (loko system fibers))
(define (now) (/ (current-jiffy) (jiffies-per-second)))
(define (spin-until moment) (when (< (now) moment) (spin-until moment)))
(define out (make-channel))
(define (heart-beat) (sleep 1/200) (heart-beat))
(define (paced i)
  (unless (= i 5)
    (spin-until (+ (now) 1/5))
    (put-message out i) ;LEAK
    (paced (+ i 1))))
(spawn-fiber heart-beat)
(yield-current-task)
(spawn-fiber (lambda () (paced 0))) ;LEAK
(do ((i 0 (+ i 1))) ((= i 5)) (get-message out))
(display "done") (newline)
