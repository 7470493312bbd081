;; A worker that never forgets: its loop goes on inside `guard`.
;;
;; The body of a `guard` is not a tail position. When it is left, the exception handler must be taken
;; down again, so each job leaves the rest of its guard behind on the continuation, and its handler
;; in the dynamic state. Every job makes every later switch of this fiber heavier.
;;
;; guard-fixed.sps is the same program without the leak.
;;
;; Usage: guard-leak.sps [JOBS]
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
      (guard (problem                                   ; <- leak
              (else (log-failure job problem)
                    (put-message results 0)
                    (worker jobs results)))
        (put-message results (perform-job job))
        (worker jobs results)))))

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
