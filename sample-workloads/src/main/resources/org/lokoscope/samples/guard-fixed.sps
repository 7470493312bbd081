;; The worker of guard-leak.sps without the leak: only the job stands inside `guard`.
;;
;; The guard is left after each job, and gives the answer to send. The call that makes the loop
;; comes after it, in tail position: nothing is left to do when it is made, so nothing is kept.
;;
;; Usage: guard-fixed.sps [JOBS]
(import (rnrs)
        (loko system fibers))

(define job-count
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 5000)))

;; Jobs come in at their own pace, not as fast as they are done.
(define pause 1/5000)

(define failures 0)

;; What a job asks for: 5040 divided by its number. Every thousandth job is bad.
(define (perform-job job)
  (div 5040 (mod job 1000)))

(define (log-failure job problem)
  (set! failures (+ failures 1))
  (display "job ")
  (display job)
  (display " failed: ")
  (display (condition-message problem))
  (newline))

(define (worker jobs results)
  (let ((job (get-message jobs)))
    (unless (eq? job 'stop)
      (put-message results
                   (guard (problem (else (log-failure job problem) 0))
                     (perform-job job)))
      (worker jobs results))))

(let ((jobs (make-channel))
      (results (make-channel)))
  (spawn-fiber (lambda () (worker jobs results)))
  (do ((i 1 (+ i 1)))
      ((> i job-count))
    (sleep pause)
    (put-message jobs i)
    (get-message results))
  (put-message jobs 'stop)
  (display "done: ")
  (display job-count)
  (display " jobs, ")
  (display failures)
  (display " failed")
  (newline))
