;; Each request is handled together with a fiber that waits for its cancellation, which never comes:
;; the table of cancellations keeps all these fibers.
(import (rnrs)
        (loko system fibers))

(define cancellations '())

(define (watch cancel answer)
  (wait cancel) ; <- leak
  (put-message answer 'cancelled))

(define (handle i)
  (let ((cancel (make-cvar))
        (answer (make-channel)))
    (set! cancellations (cons cancel cancellations))
    (spawn-fiber (lambda () (watch cancel answer)))
    (spawn-fiber (lambda () (put-message answer (* i i))))
    (get-message answer)))

(do ((i 0 (+ i 1))
     (sum 0 (+ sum (handle i))))
    ((= i 1000)
     (display "done: ")
     (display sum)
     (newline)))
