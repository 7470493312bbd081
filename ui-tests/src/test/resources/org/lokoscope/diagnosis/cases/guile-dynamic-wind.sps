;; expect winder-growth
(use-modules (fibers) (fibers channels))
(define (worker in)
  (dynamic-wind ;LEAK
    (lambda () #t)
    (lambda () (get-message in) (worker in))
    (lambda () #t)))
(run-fibers
 (lambda ()
   (let ((in (make-channel)))
     (spawn-fiber (lambda () (worker in)))
     (let loop ((i 0)) (when (< i 1000) (put-message in i) (loop (1+ i))))
     (display "done") (newline))))
