;; The requests of fiber-leak.sps: when one has its answer, the fiber that waits for its cancellation
;; is told to end.
(import (rnrs)
        (loko system fibers))

(define (watch cancel over answer)
  (when (perform-operation
         (choice-operation
          (wrap-operation (wait-operation cancel) (lambda () #t))
          (wrap-operation (wait-operation over) (lambda () #f))))
    (put-message answer 'cancelled)))

(define (handle i)
  (let ((cancel (make-cvar))
        (over (make-cvar))
        (answer (make-channel)))
    (spawn-fiber (lambda () (watch cancel over answer)))
    (spawn-fiber (lambda () (put-message answer (* i i))))
    (let ((value (get-message answer)))
      (signal-cvar! over)
      value)))

(do ((i 0 (+ i 1))
     (sum 0 (+ sum (handle i))))
    ((= i 1000)
     (display "done: ")
     (display sum)
     (newline)))
