;;; (fibers scheduler): the level below fibers. A task is a thunk, which runs as a fiber.

(library (fibers scheduler)
  (export make-scheduler current-scheduler scheduler-runcount scheduler-kernel-thread
          scheduler-remote-peers scheduler-work-pending? choose-parallel-scheduler run-scheduler
          destroy-scheduler schedule-task schedule-task-at-time schedule-task-when-fd-readable
          schedule-task-when-fd-writable suspend-current-task yield-current-task
          dynamic-wind* rewinding-for-scheduling? %nesting-test-1? %nesting-test-2?)
  (import (rename (lokoscope private builtins) (yield-current-task base:yield))
          (only (ice-9 control) let/ec))

  (define* (make-scheduler #:key parallelism prompt-tag)
    (%make-fiber-group #f))

  (define (current-scheduler) (%current-fiber-group))

  (define (scheduler-runcount scheduler) (%group-turns scheduler))

  (define (scheduler-kernel-thread scheduler)
    (and (not (%group-stopped? scheduler)) (%current-thread-group)))

  ;; There is one CPU for all fibers of a process.
  (define (scheduler-remote-peers scheduler) '())

  (define (choose-parallel-scheduler scheduler) scheduler)

  (define (scheduler-work-pending? scheduler) (%group-busy? scheduler))

  (define (destroy-scheduler scheduler) (%stop-group! scheduler))

  (define (run-scheduler scheduler finished?)
    (let loop ()
      (cond
        ((finished?) (values))
        ((%group-busy? scheduler) (base:yield) (loop))
        (else (sleep 1/1000) (loop)))))

  (define (schedule-task scheduler task)
    (%spawn-in-group scheduler task)
    (values))

  (define (schedule-task-at-time scheduler expiry task)
    (%spawn-in-group scheduler
      (lambda ()
        (perform-operation (%timer-operation expiry))
        (task))))

  (define (schedule-task-when-fd-readable scheduler fd task)
    (%spawn-in-group scheduler
      (lambda ()
        (when (ready? wait-for-readable fd)
          (task)))))

  (define (schedule-task-when-fd-writable scheduler fd task)
    (%spawn-in-group scheduler
      (lambda ()
        (when (ready? wait-for-writable fd)
          (task)))))

  ;; What stands for a descriptor is its port. False if it is closed: then the task is never scheduled.
  (define (ready? wait fd)
    (guard (condition ((i/o-error? condition) #f))
      (wait fd)
      #t))

  ;; AFTER gets the scheduler and the continuation, which resumes the task when it is called.
  (define (suspend-current-task after)
    (let ((scheduler (current-scheduler)))
      (perform-operation
        (make-base-operation #f
          (lambda () #f)
          (lambda (resume state)
            (after scheduler
              (lambda results
                (resume (lambda () (apply values results))))))))))

  (define (yield-current-task)
    (and (current-scheduler)
         (begin (base:yield) #t)))

  ;; Tests of Guile's set these; what they simulate cannot happen here.
  (define nesting-1 (box #f))
  (define nesting-2 (box #f))

  (define-syntax %nesting-test-1?
    (identifier-syntax (_ (unbox nesting-1)) ((set! _ value) (set-box! nesting-1 value))))

  (define-syntax %nesting-test-2?
    (identifier-syntax (_ (unbox nesting-2)) ((set! _ value) (set-box! nesting-2 value)))))
