;; A choice that drops a message: the collector takes results until it is told that all are there,
;; but a worker counts itself as done before it has given its result.
(import (rnrs) (loko system fibers))

(define results (make-channel))
(define finished (make-cvar))
(define left 2)

(define (count-down!)
  (set! left (- left 1)))

(define (worker n)
  (count-down!)
  (put-message results (* n n)))

(define (watch)
  (if (= left 0)
      (signal-cvar! finished)
      (begin
        (yield-current-task)
        (watch))))

(define (collect sum)
  (perform-operation
   (choice-operation
    (wrap-operation (get-operation results) (lambda (n) (collect (+ sum n))))
    (wrap-operation (wait-operation finished) (lambda () sum)))))

(spawn-fiber (lambda () (worker 1)))
(spawn-fiber (lambda () (yield-current-task) (worker 2)))
(spawn-fiber watch)
(let ((sum (collect 0)))
  (unless (= sum 5)
    (error 'collect "a result is missing" sum))
  (display sum)
  (newline))
