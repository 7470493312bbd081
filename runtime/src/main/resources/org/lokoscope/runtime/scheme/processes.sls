;;; The calls that a process makes to process 0, in the form that Loko gives them.

(library (lokoscope private processes)
  (export system-call dump-fibers)
  (import (lokoscope private builtins))

  ;; Writes what all fibers of all processes do: state, what each waits for and where, its stack.
  (define dump-fibers
    (case-lambda
      (() (dump-fibers (current-output-port)))
      ((port) (put-string port (%dump-fibers)))))

  ;; (system-call message) does what the message asks for and returns `ok`, `error`, #f or what is
  ;; said below. A vector has room for what comes back.
  ;;
  ;;   (get-pid)                  the number of this process
  ;;   (exit pid reason)          ends a process: reason is an exit status, or any other object
  ;;   (command-line)  (environment)
  ;;   (current-ticks)            milliseconds since the run began
  ;;   #(send pid object)         ok, or #f if there is no such process
  ;;   #(wait timeout #f)         waits so many nanoseconds, or for ever if timeout is #f; returns
  ;;                              `message` or `timeout`; then the vector holds the nanoseconds that
  ;;                              were left, and the message
  ;;   #(new-process #f library procedure argument ...)
  ;;                              the vector gets the number of the new process
  ;;   #(enable-irq n)            from now on interrupts of that number come as messages, the number
  ;;   #(disable-irq n)
  ;;   #(acknowledge-irq n message)
  ;;                              the next interrupt may come; then does what the message asks for
  (define (system-call message)
    (cond
      ((vector? message) (vector-call message))
      ((pair? message) (list-call message))
      (else 'error)))

  (define (list-call message)
    (case (car message)
      ((get-pid) (self-pid))
      ((command-line) (command-line))
      ((environment) (get-environment-variables))
      ((current-ticks) (current-ticks))
      ((exit)
       (let ((reason (caddr message)))
         (if (kill-process (cadr message) (exit-status reason)) 'ok #f)))
      (else 'error)))

  (define (exit-status reason)
    (cond
      ((and (fixnum? reason) (<= 0 reason 255)) reason)
      ((eq? reason #f) 1)
      ((condition? reason) 1)
      (else 0)))

  (define (vector-call message)
    (case (vector-ref message 0)
      ((send) (and (send-message (vector-ref message 1) (vector-ref message 2)) 'ok))
      ((wait) (wait-call message))
      ((new-process)
       (vector-set! message 1 (apply spawn-process (cddr (vector->list message))))
       'ok)
      ((enable-irq) (irq-call enable-irq message))
      ((disable-irq) (irq-call disable-irq message))
      ((acknowledge-irq)
       (irq-call acknowledge-irq message)
       (system-call (vector-ref message 2)))
      (else 'error)))

  (define (irq-call do message)
    (do (vector-ref message 1))
    'ok)

  (define (wait-call message)
    (let* ((timeout (vector-ref message 1))
           (begun (current-jiffy))
           (received
             (wrap-operation (receive-operation)
               (lambda (object)
                 (vector-set! message 2 object)
                 'message)))
           (result
             (perform-operation
               (if timeout
                   (choice-operation received
                     (wrap-operation (sleep-operation (/ timeout 1000000000))
                       (lambda () 'timeout)))
                   received))))
      (when timeout
        (vector-set! message 1 (max 0 (- timeout (- (current-jiffy) begun)))))
      result)))
