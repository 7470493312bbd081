;; What the launcher runs once after a build, to learn which classes a start needs. It touches what
;; most programs touch, and ends by itself; its output goes to the build log.
(import (rnrs) (loko system fibers))

(define-record-type job (fields number (mutable result)))

(define (worker jobs done)
  (let loop ((job (get-message jobs)))
    (when job
      (guard (e ((error? e) (job-result-set! job 'failed)))
        (when (zero? (mod (job-number job) 7))
          (error 'worker "no sevens" (job-number job)))
        (job-result-set! job (* (job-number job) (expt 3 40))))
      (put-message done job)
      (loop (get-message jobs)))))

(run-fibers
  (lambda ()
    (let ((jobs (make-channel)) (done (make-channel)) (silent (make-channel))
          (table (make-eqv-hashtable)))
      (spawn-fiber (lambda () (worker jobs done)))
      (do ((i 0 (+ i 1)))
          ((= i 500) (put-message jobs #f))
        (put-message jobs (make-job i #f))
        (let ((job (perform-operation
                     (choice-operation
                       (get-operation done)
                       (wrap-operation (get-operation silent) (lambda (x) x))))))
          (hashtable-set! table (job-number job) (job-result job))))
      (sleep 0.01)
      (for-each
        (lambda (name) (display name) (newline))
        (list-sort string<? (map symbol->string '(ready set go))))
      (write (hashtable-size table))
      (newline))))
