;; expect uncancelled-timers
(use-modules (fibers) (fibers channels) (fibers operations) (fibers timers))

(define requests (make-channel))

(define (handle request)
  (* request request))

;; An operation that was wrapped cannot be cancelled.
(define (server)
  (perform-operation                    ;LEAK
   (choice-operation
    (get-operation requests)
    (wrap-operation (sleep-operation 3600) (lambda () 'late))))
  (server))

(run-fibers
 (lambda ()
   (spawn-fiber server)
   (let loop ((i 0))
     (when (< i 1500)
       (put-message requests i)
       (loop (+ i 1)))))
 #:parallelism 1 #:hz 0)
