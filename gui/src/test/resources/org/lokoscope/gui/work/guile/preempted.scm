;; Two fibers that compute and never wait, and one that yields: all come to their end.
(use-modules (fibers) (fibers channels) (fibers scheduler))

(define (compute n)
  (if (= n 0) 'done (compute (- n 1))))

(define results
  (run-fibers
   (lambda ()
     (let ((ch (make-channel)))
       (spawn-fiber (lambda () (compute 30000000) (put-message ch 1)))
       (spawn-fiber (lambda () (compute 30000000) (put-message ch 2)))
       (spawn-fiber (lambda ()
                      (let loop ((i 0))
                        (when (< i 10)
                          (yield-current-task)
                          (loop (+ i 1))))
                      (put-message ch 3)))
       (let* ((a (get-message ch)) (b (get-message ch)) (c (get-message ch)))
         (list a b c))))
   #:parallelism 1 #:hz 100))

(exit (if (= 6 (apply + results)) 0 1))
