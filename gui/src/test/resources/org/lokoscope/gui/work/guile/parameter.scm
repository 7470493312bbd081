;; expect continuation-growth
(use-modules (fibers) (fibers channels))

(define requests (make-channel))

(define (handle request)
  (* request request))

(define current-request (make-parameter #f))

(define (server)
  (let ((request (get-message requests)))
    (parameterize ((current-request request)) ;LEAK
      (handle request)
      (server))))

(run-fibers
 (lambda ()
   (spawn-fiber server)
   (let loop ((i 0))
     (when (< i 1500)
       (put-message requests i)
       (loop (+ i 1)))))
 #:parallelism 1 #:hz 0)
