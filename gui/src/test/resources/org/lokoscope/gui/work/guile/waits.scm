;; Fibers that wait until a file is there, which the first argument names.
(use-modules (fibers) (fibers channels))

(define answers (list (make-channel) (make-channel) (make-channel)))

(define (client channel)
  (let ((answer (get-message channel))) ;WAITS
    (display answer (%make-void-port "w"))
    answer))

(run-fibers
 (lambda ()
   (for-each (lambda (channel)
               (spawn-fiber (lambda () (client channel)))) ;SPAWNS
             answers)
   (let loop ()
     (unless (file-exists? (cadr (command-line)))
       ((@ (fibers) sleep) 0.3)
       (loop)))
   (for-each (lambda (channel) (put-message channel 'done)) answers))
 #:drain? #t #:parallelism 1 #:hz 0)
