;; expect steady
(use-modules (fibers) (fibers channels) (fibers conditions))
(define (worker in out)
  (let ((x (get-message in)))
    (put-message out (catch #t (lambda () (* x 2)) (lambda _ 0)))
    (worker in out)))
(run-fibers
 (lambda ()
   (let ((in (make-channel)) (out (make-channel)) (done (make-condition)))
     (spawn-fiber (lambda () (wait done) (display "bye\n")))
     (spawn-fiber (lambda () (worker in out)))
     (let loop ((i 0)) (when (< i 1500) (put-message in i) (get-message out) (loop (1+ i))))
     (signal-condition! done)
     (sleep 0.01))))
