;;; SRFI 18: threads, which are fibers that are preempted.

(library (srfi :18)
  (export current-thread thread? make-thread thread-name thread-specific thread-specific-set!
          thread-start! thread-yield! thread-sleep! thread-terminate! thread-join!
          mutex? make-mutex mutex-name mutex-specific mutex-specific-set! mutex-state mutex-lock!
          mutex-unlock! condition-variable? make-condition-variable condition-variable-name
          condition-variable-specific condition-variable-specific-set!
          condition-variable-signal! condition-variable-broadcast!
          current-time time? time->seconds seconds->time current-exception-handler
          with-exception-handler raise join-timeout-exception? abandoned-mutex-exception?
          terminated-thread-exception? uncaught-exception? uncaught-exception-reason)
  (import (rename (only (ice-9 threads) current-thread thread? call-with-new-thread join-thread
                        cancel-thread yield)
                  (current-thread base:current-thread) (thread? base:thread?))
          (lokoscope private builtins))

  ;; A thread: what it runs, and once it is started the thread that runs it.
  (define-record-type thread
    (new-thread thunk name specific base outcome)
    made-thread?
    (thunk thread-thunk)
    (name thread-name)
    (specific thread-specific thread-specific-set!)
    (base thread-base set-thread-base!)
    (outcome thread-outcome set-thread-outcome!))

  (define primordial (new-thread #f 'primordial #f #f #f))
  (define current (make-parameter #f))

  (define (thread? x) (made-thread? x))
  (define (current-thread) (or (current) primordial))

  (define make-thread
    (case-lambda
      ((thunk) (make-thread thunk #f))
      ((thunk name) (new-thread thunk name #f #f #f))))

  ;; What a thread ends with: the values or the object that it raised.
  (define (thread-start! thread)
    (set-thread-base! thread
      (call-with-new-thread
        (lambda ()
          (current thread)
          (set-thread-outcome! thread
            (guard (e (#t (cons 'raised e)))
              (call-with-values (thread-thunk thread) (lambda values (cons 'values values))))))))
    thread)

  (define (thread-yield!) (yield))

  (define (seconds-from-now x) (if (time? x) (- (time->seconds x) (current-second)) x))

  (define (deadline timeout)
    (and timeout
         (let ((until (+ (current-second) (seconds-from-now timeout))))
           until)))

  (define (thread-sleep! timeout)
    (perform-operation (sleep-operation (max 0 (seconds-from-now timeout)))))

  (define (thread-terminate! thread)
    (unless (thread-outcome thread)
      (set-thread-outcome! thread (cons 'terminated #f))
      (when (thread-base thread) (cancel-thread (thread-base thread)))))

  (define thread-join!
    (case-lambda
      ((thread) (join thread #f (lambda () #f)))
      ((thread timeout) (join thread timeout (lambda () (raise (make-failure 'timeout #f)))))
      ((thread timeout value) (join thread timeout (lambda () value)))))

  (define waiting (list 'waiting))

  (define (join thread timeout late)
    (if (and timeout (eq? waiting (join-thread (thread-base thread) (deadline timeout) waiting)))
        (late)
        (begin
          (unless timeout (join-thread (thread-base thread)))
          (let ((outcome (thread-outcome thread)))
            (case (car outcome)
              ((values) (apply values (cdr outcome)))
              ((raised) (raise (make-failure 'uncaught (cdr outcome))))
              (else (raise (make-failure 'terminated #f))))))))

  (define-record-type failure
    (make-failure kind reason)
    failure?
    (kind failure-kind)
    (reason uncaught-exception-reason))

  (define (of-kind kind)
    (lambda (x) (and (failure? x) (eq? kind (failure-kind x)))))

  (define join-timeout-exception? (of-kind 'timeout))
  (define terminated-thread-exception? (of-kind 'terminated))
  (define uncaught-exception? (of-kind 'uncaught))
  (define abandoned-mutex-exception? (of-kind 'abandoned))

  ;; Mutexes

  (define-record-type mutex
    (new-mutex name specific state event)
    mutex?
    (name mutex-name)
    (specific mutex-specific mutex-specific-set!)
    (state state-box)
    (event event-box))

  ;; The state is the owner, or what mutex-state says of a mutex without one.
  (define make-mutex
    (case-lambda
      (() (make-mutex #f))
      ((name)
       (new-mutex name #f (make-atomic-box 'not-abandoned) (make-atomic-box (make-cvar))))))

  (define (mutex-state mutex) (atomic-box-ref (state-box mutex)))

  (define (take! mutex owner)
    (symbol-free? (atomic-box-compare-and-swap! (state-box mutex) 'not-abandoned owner)))

  (define (symbol-free? before) (eq? before 'not-abandoned))

  (define (wait-for event until)
    (if until
        (perform-operation
          (choice-operation
            (wrap-operation (wait-operation event) (lambda () #t))
            (wrap-operation (sleep-operation (max 0 (- until (current-second))))
              (lambda () #f))))
        (begin (wait event) #t)))

  (define mutex-lock!
    (case-lambda
      ((mutex) (mutex-lock! mutex #f))
      ((mutex timeout) (mutex-lock! mutex timeout (current-thread)))
      ((mutex timeout owner)
       (let ((until (deadline timeout)) (owner (or owner 'not-owned)))
         (let loop ()
           (let ((event (atomic-box-ref (event-box mutex))))
             (cond
               ((take! mutex owner) #t)
               ((wait-for event until) (loop))
               (else #f))))))))

  (define mutex-unlock!
    (case-lambda
      ((mutex) (release mutex) #t)
      ((mutex condition) (mutex-unlock! mutex condition #f))
      ((mutex condition timeout)
       (let ((event (atomic-box-ref (condition-event condition))) (until (deadline timeout)))
         (release mutex)
         (wait-for event until)))))

  (define (release mutex)
    (atomic-box-set! (state-box mutex) 'not-abandoned)
    (signal-cvar! (atomic-box-swap! (event-box mutex) (make-cvar))))

  ;; Condition variables. A signal wakes all who wait, as it may.

  (define-record-type condition-variable
    (new-condition-variable name specific event)
    condition-variable?
    (name condition-variable-name)
    (specific condition-variable-specific condition-variable-specific-set!)
    (event condition-event))

  (define make-condition-variable
    (case-lambda
      (() (make-condition-variable #f))
      ((name) (new-condition-variable name #f (make-atomic-box (make-cvar))))))

  (define (condition-variable-signal! condition)
    (signal-cvar! (atomic-box-swap! (condition-event condition) (make-cvar))))

  (define (condition-variable-broadcast! condition) (condition-variable-signal! condition))

  ;; Time

  (define-record-type time
    (seconds->time seconds)
    time?
    (seconds time->seconds))

  (define (current-time) (seconds->time (current-second)))

  (define (current-exception-handler)
    (lambda (object) (raise object))))
