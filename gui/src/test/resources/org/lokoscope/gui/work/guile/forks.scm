;; A program that forks while its fibers wait; they go on in the child.
(use-modules (fibers) (fibers channels))

(define requests (make-channel))
(define replies (make-channel))

(define (serve)
  (put-message replies (* 2 (get-message requests)))
  (serve))

(run-fibers
 (lambda ()
   (spawn-fiber serve) ;SPAWNS
   (put-message requests 1)
   (unless (= 2 (get-message replies)) (primitive-_exit 1))
   (let ((pid (primitive-fork)))
     (if (zero? pid)
         (begin
           (spawn-fiber (lambda () (put-message requests 21)))
           (primitive-exit (if (= 42 (get-message replies)) 0 1)))
         (primitive-exit (status:exit-val (cdr (waitpid pid)))))))
 #:parallelism 1)
