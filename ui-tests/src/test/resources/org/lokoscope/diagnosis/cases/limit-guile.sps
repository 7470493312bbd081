;; expect steady
;; expect with --faithful-leaks: uncancelled-timers
(use-modules (fibers) (fibers channels) (fibers operations) (fibers timers))
(define (serve jobs i)
  (when (< i 2000)
    (perform-operation
      (choice-operation
        (get-operation jobs)
        (sleep-operation 300))) ;LEAK
    (serve jobs (1+ i))))
(run-fibers (lambda ()
  (let ((jobs (make-channel)))
    (spawn-fiber (lambda () (let loop ((i 0)) (when (< i 2000) (put-message jobs i) (loop (1+ i))))))
    (serve jobs 0)
    (display "done"))))
