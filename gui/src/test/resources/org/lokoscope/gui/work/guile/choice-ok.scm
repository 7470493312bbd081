;; expect steady
(use-modules (fibers) (fibers channels) (fibers operations) (fibers timers))

(define requests (make-channel))

(define (handle request)
  (* request request))

;; Fibers 1.3.1 cancels the first arm of a choice only.
(define (server)
  (perform-operation
   (choice-operation
    (sleep-operation 3600)
    (get-operation requests)))
  (server))

(run-fibers
 (lambda ()
   (spawn-fiber server)
   (let loop ((i 0))
     (when (< i 1500)
       (put-message requests i)
       (loop (+ i 1)))))
 #:parallelism 1 #:hz 0)
