;;; (guile signals): signals of the operating system, and what waits for them: part of (guile).
;;;
;;; A handler is called in the fiber that has set it: at a safe point if that runs, and when it is in
;;; sleep, usleep, pause or select, which end early. Where it waits for something else, a fiber of
;;; its own calls the handler. Signals.java does the rest.

(library (guile signals)
  (export sigaction restore-signals raise-signal kill alarm pause setitimer getitimer
          sleep-for usleep-for wait-interruptibly system-async-mark
          SIGINT SIGTERM SIGPIPE SIGHUP SIGCHLD SIGALRM SIG_IGN SIG_DFL)
  (import (lokoscope private builtins))

  (define SIGHUP 1)
  (define SIGINT 2)
  (define SIGPIPE 13)
  (define SIGALRM 14)
  (define SIGTERM 15)
  (define SIGCHLD 17)
  (define SIG_DFL 0)
  (define SIG_IGN 1)

  (define names
    '#(#f "HUP" "INT" "QUIT" "ILL" "TRAP" "ABRT" "BUS" "FPE" "KILL" "USR1" "SEGV" "USR2" "PIPE"
       "ALRM" "TERM" "STKFLT" "CHLD" "CONT" "STOP" "TSTP" "TTIN" "TTOU" "URG" "XCPU" "XFSZ"
       "VTALRM" "PROF" "WINCH" "IO" "PWR" "SYS"))

  (define (system-error who text number)
    (scm-error 'system-error who "~A" (list text) (list number)))

  (define (name-of who signal)
    (unless (fixnum? signal)
      (scm-error 'wrong-type-arg who "Wrong type argument in position 1: ~S" (list signal)
                 (list signal)))
    (or (and (< 0 signal (vector-length names)) (vector-ref names signal))
        (system-error who "Invalid argument" 22)))

  ;; What the program has set: signals to pairs of handler and flags.
  (define actions (make-eqv-hashtable))

  ;; Those that wait so that a signal ends it: numbers of fibers to entries of an event and the
  ;; calls of handlers to come, the last first.
  (define waiting (make-eqv-hashtable))

  (define-record-type entry
    (make-entry event calls)
    entry?
    (event entry-event)
    (calls entry-calls set-entry-calls!))

  (define sigaction
    (case-lambda
      ((signal)
       (name-of "sigaction" signal)
       (hashtable-ref actions signal '(0 . 0)))
      ((signal handler) (sigaction signal handler 0))
      ((signal handler flags) (sigaction signal handler flags #f))
      ((signal handler flags thread)
       (let ((name (name-of "sigaction" signal)) (before (sigaction signal)))
         (set-action! signal name handler)
         (if handler
             (hashtable-set! actions signal (cons handler flags))
             (hashtable-delete! actions signal))
         before))))

  ;; A write to a peer that is gone raises, so nobody is told of broken pipes.
  (define (set-action! signal name handler)
    (cond
      ((= signal SIGPIPE)
       (when (procedure? handler) (set-handler! signal name handler)))
      ((or (not handler) (eqv? handler SIG_DFL)) (%handle-signal! signal name #f))
      ((eqv? handler SIG_IGN) (done signal name (%handle-signal! signal name #t)))
      ((procedure? handler) (set-handler! signal name handler))
      (else
       (scm-error 'wrong-type-arg "sigaction" "Wrong type argument in position 2: ~S"
                  (list handler) (list handler)))))

  (define (done signal name possible?)
    (unless possible?
      (if (member name '("KILL" "STOP"))
          (system-error "sigaction" "Invalid argument" 22)
          (scm-error 'misc-error "sigaction"
                     "SIG~A cannot be handled: the Java virtual machine needs it itself"
                     (list name) #f))))

  (define (set-handler! signal name handler)
    (let ((fiber (%fiber-number)))
      (done signal name
        (%handle-signal! signal name
          (lambda (number)
            (let ((entry (hashtable-ref waiting fiber #f)))
              (cond
                ((and entry (not (eqv? fiber (%fiber-number))))
                 (set-entry-calls! entry
                   (cons (lambda () (handler number)) (entry-calls entry)))
                 (signal-cvar! (entry-event entry)))
                (else (handler number)))))))))

  (define (restore-signals)
    (vector-for-each
      (lambda (signal) (sigaction signal #f))
      (hashtable-keys actions)))

  ;; What is set in this program is called at once; else the system does with it what it does.
  (define (raise-signal signal)
    (let* ((name (name-of "raise" signal))
           (action (hashtable-ref actions signal #f))
           (handler (if action (car action) SIG_DFL)))
      (cond
        ((procedure? handler) (handler signal))
        ((eqv? handler SIG_IGN) (void))
        ((%raise-signal name) (void))
        (else (send (getpid) signal "raise")))
      (void)))

  (define (kill process signal)
    (cond
      ((and (eqv? process (getpid)) (not (eqv? signal 0))) (raise-signal signal))
      (else (send process signal "kill"))))

  ;; Through the command of that name.
  (define (send process signal who)
    (let* ((command (spawn-command
                      (list "kill" (string-append "-" (number->string signal)) "--"
                            (number->string process))))
           (complaint (begin
                        (close-port (command-input command))
                        (get-bytevector-all (command-errors command)))))
      (unless (zero? (wait-for-command command))
        (if (and (bytevector? complaint)
                 (text-has? (utf8->string complaint) "ermitted"))
            (system-error who "Operation not permitted" 1)
            (system-error who "No such process" 3)))))

  (define (text-has? text part)
    (let ((n (string-length part)))
      (let loop ((i 0))
        (and (<= (+ i n) (string-length text))
             (or (string=? part (substring text i (+ i n)))
                 (loop (+ i 1)))))))

  ;; Waiting

  ;; Performs an operation that a signal may end. The value is #f then, after the handlers have
  ;; been called.
  (define (wait-interruptibly operation)
    (let* ((fiber (%fiber-number)) (entry (make-entry (make-cvar) '()))
           (stop (wrap-operation (wait-operation (entry-event entry)) (lambda () #f)))
           (result
             (dynamic-wind*
               (lambda () (hashtable-set! waiting fiber entry))
               (lambda ()
                 (perform-operation (if operation (choice-operation operation stop) stop)))
               (lambda () (hashtable-delete! waiting fiber)))))
      (for-each (lambda (call) (call)) (reverse (entry-calls entry)))
      result))

  (define (pause)
    (dynamic-wind*
      (lambda () (%await-signals! #t))
      (lambda () (wait-interruptibly #f))
      (lambda () (%await-signals! #f)))
    (void))

  ;; Seconds that are left if a signal came.
  (define (sleep-for seconds)
    (cond
      ((zero? (hashtable-size actions)) (sleep seconds) 0)
      (else
       (let ((end (+ (get-internal-real-time) (* seconds 1000000000))))
         (if (wait-interruptibly (wrap-operation (sleep-operation seconds) (lambda () #t)))
             0
             (max 0 (/ (- end (get-internal-real-time)) 1000000000)))))))

  (define (usleep-for microseconds)
    (exact (floor (* 1000000 (sleep-for (/ microseconds 1000000))))))

  ;; Timers. There is one of the clock's time, and none of this process's.

  (define timer (make-eqv-hashtable))

  (define (in-seconds nanos) (div (+ nanos 999999999) 1000000000))

  (define (alarm seconds)
    (let ((left (%cancel-alarm!)))
      (hashtable-delete! timer 'interval)
      (when (> seconds 0)
        (%set-alarms! SIGALRM (* seconds 1000000000) 0))
      (in-seconds left)))

  (define ITIMER_REAL 0)

  (define (only-real who which)
    (unless (eqv? which ITIMER_REAL)
      (scm-error 'misc-error who
                 "timers of the time that a program has run are not implemented: only ITIMER_REAL"
                 '() #f)))

  (define (times nanos)
    (cons (div nanos 1000000000) (div (mod nanos 1000000000) 1000)))

  ;; The timer is set again whenever it has come to its end.
  (define (setitimer which interval-seconds interval-micros seconds micros)
    (only-real "setitimer" which)
    (let* ((interval (+ (* 1000000000 interval-seconds) (* 1000 interval-micros)))
           (first (+ (* 1000000000 seconds) (* 1000 micros)))
           (before (getitimer which)))
      (%cancel-alarm!)
      (hashtable-set! timer 'interval interval)
      (unless (zero? first) (%set-alarms! SIGALRM first interval))
      before))

  (define (getitimer which)
    (only-real "getitimer" which)
    (list (times (hashtable-ref timer 'interval 0)) (times (%alarm-left))))

  ;; Calls a procedure soon, in the fiber that runs.
  (define (system-async-mark f . thread) (f)))
