;; expect stale-waiters
(use-modules (fibers) (fibers channels) (fibers operations) (ice-9 atomic))
(define waiters '())
(define join
  (make-base-operation
   #f
   (lambda () #f)
   (lambda (flag sched resume)
     (set! waiters (cons resume waiters))))) ;LEAK
(run-fibers
 (lambda ()
   (let ((feed (make-channel)))
     (spawn-fiber (lambda () (let loop ((i 0)) (when (< i 1500) (put-message feed i) (loop (1+ i))))))
     (let race ((i 0))
       (when (< i 1500)
         (perform-operation (choice-operation (get-operation feed) join))
         (race (1+ i))))
     (display (length waiters)) (newline))))
