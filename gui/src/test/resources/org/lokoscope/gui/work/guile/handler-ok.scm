;; expect steady
(use-modules (fibers) (fibers channels))

(define requests (make-channel))

(define (handle request)
  (* request request))

(define (server)
  (let ((request (get-message requests)))
    (with-exception-handler
     (lambda (problem) 0)
     (lambda () (handle request))
     #:unwind? #t)
    (server)))

(run-fibers
 (lambda ()
   (spawn-fiber server)
   (let loop ((i 0))
     (when (< i 1500)
       (put-message requests i)
       (loop (+ i 1)))))
 #:parallelism 1 #:hz 0)
