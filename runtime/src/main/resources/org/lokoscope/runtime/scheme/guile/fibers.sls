;;; (fibers): Guile's fibers. A scheduler of Guile's is a group of the process's fibers, which ends
;;; when run-fibers returns. All run on one CPU, whatever #:parallelism says.

(library (fibers)
  (export run-fibers spawn-fiber sleep dynamic-wind*)
  (import (lokoscope private builtins) (ice-9 control)
          (only (fibers scheduler) make-scheduler current-scheduler))

  (define* (run-fibers #:optional (init #f)
                       #:key (hz 100) (scheduler #f) (parallelism 1) (cpus #f)
                       (install-suspendable-ports? #t) (drain? #f))
    (unless (or init scheduler)
      (r7rs:error "run-fibers requires initial fiber thunk when creating sched"))
    (let ((group (or scheduler (make-scheduler)))
          (hz-before (%preempt-fibers! hz)))
      (dynamic-wind*
        (lambda () (%preempt-fibers! hz))
        (lambda () (if init (run group init drain?) (values)))
        (lambda ()
          (unless scheduler (%stop-group! group))
          (%preempt-fibers! hz-before)))))

  (define (run group init drain?)
    (let ((done (make-cvar)) (results #f))
      (%spawn-in-group group
        (with-ports
          (lambda ()
            (guard (object ((begin (signal-cvar! done) #f) #f))
              (call-with-values init
                (lambda values (set! results values)))
              (signal-cvar! done)))))
      (%keeping-winders (lambda () (wait done)))
      (unless results
        (r7rs:error "run-fibers: its first fiber failed"))
      (when drain? (%drain-group group))
      (apply values results)))

  (define* (spawn-fiber thunk #:optional scheduler #:key parallel?)
    (%spawn-in-group
      (or scheduler
          (current-scheduler)
          (r7rs:error "No scheduler current; call within run-fibers instead"))
      (with-ports thunk)))

  ;; The current ports are inherited too; most often they are the console's.
  (define (with-ports thunk)
    (let ((in (current-input-port)) (out (current-output-port)) (err (current-error-port)))
      (if (%console-ports? in out err)
          thunk
          (lambda ()
            (parameterize ((current-input-port in)
                           (current-output-port out)
                           (current-error-port err))
              (thunk)))))))
