;; expect steady
(use-modules (fibers) (fibers channels))

(define requests (make-channel))

(define (handle request)
  (* request request))

(define busy 0)

(define (server)
  (let ((request (get-message requests)))
    (dynamic-wind
     (lambda () (set! busy (+ busy 1)))
     (lambda () (handle request))
     (lambda () (set! busy (- busy 1))))
    (server)))

(run-fibers
 (lambda ()
   (spawn-fiber server)
   (let loop ((i 0))
     (when (< i 1500)
       (put-message requests i)
       (loop (+ i 1)))))
 #:parallelism 1 #:hz 0)
