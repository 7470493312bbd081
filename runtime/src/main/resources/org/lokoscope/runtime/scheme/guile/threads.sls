;;; (ice-9 threads): a thread is a fiber of the process; all run on one CPU, preempted in turn.

(library (ice-9 threads)
  (export call-with-new-thread begin-thread join-thread thread? current-thread thread-exited?
          cancel-thread yield current-processor-count total-processor-count
          make-mutex make-recursive-mutex mutex? lock-mutex try-mutex unlock-mutex with-mutex
          mutex-locked? mutex-owner mutex-level
          make-condition-variable condition-variable? wait-condition-variable
          signal-condition-variable broadcast-condition-variable
          par-map par-for-each n-par-map n-par-for-each n-for-each-par-map parallel letpar
          make-thread monitor)
  (import (lokoscope private builtins))

  ;; How often in a second threads take turns that do not wait.
  (define (preempt-threads)
    (when (zero? (%preempt-fibers! 100))
      (%preempt-fibers! 100)))

  ;; Threads

  (define-record-type thread
    (new-thread group done exited? results)
    thread?
    (group thread-group)
    (done thread-done)
    (exited? thread-exited? set-thread-exited!)
    (results thread-results set-thread-results!))

  (define threads (make-parameter #f))

  (define (call-with-new-thread thunk . handler)
    (preempt-threads)
    (let ((thread (new-thread (%make-fiber-group #t) (make-cvar) #f '(#f))))
      (%spawn-in-group (thread-group thread)
        (lambda ()
          (threads thread)
          (guard (object ((begin (end thread) #f) #f))
            (call-with-values thunk
              (lambda results (set-thread-results! thread results)))
            (end thread))))
      ;; A thread has begun when this returns: it goes on until it has to wait.
      (yield-current-task)
      thread))

  (define (end thread)
    (set-thread-exited! thread #t)
    (signal-cvar! (thread-done thread)))

  (define-syntax begin-thread
    (syntax-rules ()
      ((_ body ...) (call-with-new-thread (lambda () body ...)))))

  (define (make-thread f . arguments)
    (call-with-new-thread (lambda () (apply f arguments))))

  (define join-thread
    (case-lambda
      ((thread)
       (wait (thread-done thread))
       (apply values (thread-results thread)))
      ((thread timeout) (join-thread thread timeout #f))
      ((thread timeout otherwise)
       (if (wait-until (thread-done thread) timeout)
           (apply values (thread-results thread))
           otherwise))))

  (define main-thread (new-thread #f (make-cvar) #f '(#f)))

  (define (current-thread) (or (threads) main-thread))

  (define (cancel-thread thread . values)
    (%stop-group! (thread-group thread))
    (set-thread-results! thread values)
    (end thread))

  (define (yield) (yield-current-task))

  (define (total-processor-count) (current-processor-count))

  ;; Whether the condition is signalled before a time: seconds since 1970, or with microseconds.
  (define (wait-until condition time)
    (let* ((until (if (pair? time) (+ (car time) (/ (cdr time) 1000000)) time))
           (left (- until (current-second))))
      (perform-operation
        (choice-operation
          (wrap-operation (wait-operation condition) (lambda () #t))
          (wrap-operation (sleep-operation (max 0 left)) (lambda () #f))))))

  ;; Mutexes. Who wants one looks at the event before the owner, so that it cannot miss the
  ;; unlocking in between.

  (define-record-type mutex
    (new-mutex recursive? unchecked? owner level event)
    mutex?
    (recursive? mutex-recursive?)
    (unchecked? mutex-unchecked?)
    (owner owner-box)
    (level mutex-level set-mutex-level!)
    (event event-box))

  (define (make-mutex . flags)
    (new-mutex (and (memq 'recursive flags) #t)
      (and (or (memq 'unchecked-unlock flags) (memq 'allow-external-unlock flags)) #t)
      (make-atomic-box #f) 0 (make-atomic-box (make-cvar))))

  (define (make-recursive-mutex) (make-mutex 'recursive))

  (define (mutex-owner mutex) (atomic-box-ref (owner-box mutex)))

  (define (mutex-locked? mutex) (and (mutex-owner mutex) #t))

  (define (try-mutex mutex)
    (let* ((me (current-thread))
           (owner (atomic-box-compare-and-swap! (owner-box mutex) #f me)))
      (cond
        ((not owner) (set-mutex-level! mutex 1) #t)
        ((not (eq? owner me)) #f)
        ((mutex-recursive? mutex) (set-mutex-level! mutex (+ (mutex-level mutex) 1)) #t)
        (else #f))))

  (define (lock-mutex mutex . timeout)
    (let loop ()
      (let ((event (atomic-box-ref (event-box mutex))))
        (cond
          ((try-mutex mutex) #t)
          ((eq? (mutex-owner mutex) (current-thread))
           (r7rs:error "mutex already locked by thread" mutex))
          ((or (null? timeout) (not (car timeout))) (wait event) (loop))
          ((wait-until event (car timeout)) (loop))
          (else #f)))))

  (define (unlock-mutex mutex . options)
    (cond
      ((not (or (eq? (mutex-owner mutex) (current-thread))
                (and (mutex-unchecked? mutex) (mutex-owner mutex))))
       (r7rs:error "mutex not locked by this thread" mutex))
      ((> (mutex-level mutex) 1)
       (set-mutex-level! mutex (- (mutex-level mutex) 1))
       #t)
      (else
       (set-mutex-level! mutex 0)
       (atomic-box-set! (owner-box mutex) #f)
       (signal-cvar! (atomic-box-swap! (event-box mutex) (make-cvar)))
       #t)))

  (define-syntax with-mutex
    (syntax-rules ()
      ((_ mutex body ...)
       (let ((m mutex))
         (dynamic-wind*
           (lambda () (lock-mutex m))
           (lambda () body ...)
           (lambda () (unlock-mutex m)))))))

  ;; Condition variables. A signal wakes all who wait, as it may.

  (define-record-type condition-variable
    (new-condition-variable event)
    condition-variable?
    (event condition-event))

  (define (make-condition-variable)
    (new-condition-variable (make-atomic-box (make-cvar))))

  (define (wait-condition-variable condition mutex . timeout)
    (let ((event (atomic-box-ref (condition-event condition))))
      (unlock-mutex mutex)
      (let ((signalled?
              (if (and (pair? timeout) (car timeout))
                  (wait-until event (car timeout))
                  (begin (wait event) #t))))
        (lock-mutex mutex)
        signalled?)))

  (define (signal-condition-variable condition)
    (signal-cvar! (atomic-box-swap! (condition-event condition) (make-cvar)))
    #t)

  (define (broadcast-condition-variable condition)
    (signal-condition-variable condition))

  ;; One thread at a time is in the body, whichever of its uses.
  (define-syntax monitor
    (syntax-rules ()
      ((_ body ...) (with-mutex monitor-mutex body ...))))

  (define monitor-mutex (make-recursive-mutex))

  ;; Work in parallel: each part is a thread.

  (define (par-map f . lists)
    (map join-thread
         (apply map
           (lambda arguments (call-with-new-thread (lambda () (apply f arguments))))
           lists)))

  (define (par-for-each f . lists)
    (apply par-map f lists)
    (if #f #f))

  (define (n-par-map n f . lists) (apply par-map f lists))

  (define (n-par-for-each n f . lists) (apply par-for-each f lists))

  ;; What was computed in parallel is handed over in order.
  (define (n-for-each-par-map n serial parallel . lists)
    (for-each serial (apply par-map parallel lists)))

  (define-syntax parallel
    (syntax-rules ()
      ((_ expression ...)
       (apply values
         (map join-thread (list (begin-thread expression) ...))))))

  (define-syntax letpar
    (syntax-rules ()
      ((_ ((name value) ...) body ...)
       (call-with-values (lambda () (parallel value ...))
         (lambda (name ...) body ...))))))
