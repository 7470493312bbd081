;; expect scheduler-hog
;; one request is answered by a computation of most of a second, others wait for theirs
(import (rnrs) (only (scheme time) current-jiffy jiffies-per-second) (loko system fibers))
(define (now) (/ (current-jiffy) (jiffies-per-second)))
(define (search until best) (if (< (now) until) (search until (+ best 1)) best))
(define requests (make-channel))
(define answers (make-channel))
(define (server)
  (let ((request (get-message requests)))
    (put-message answers (if (eq? request 'long) (search (+ (now) 7/10) 0) request)) ;LEAK
    (server)))
(spawn-fiber (lambda () (let tick () (sleep 1/100) (tick))))
(spawn-fiber server) ;LEAK
(for-each (lambda (r) (put-message requests r) (get-message answers)) '(1 long 2))
(display "done") (newline)
