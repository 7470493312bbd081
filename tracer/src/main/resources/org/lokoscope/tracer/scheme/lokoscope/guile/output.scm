;; Where the events of a Guile process go: a stream of chunks for each kernel thread.
;;
;; The program that is traced forks, closes all descriptors and uses their numbers again. So a file
;; is opened for each chunk, a socket is looked at before each chunk, and nothing here ever throws
;; into the program: when chunks cannot be written, tracing stops and the program goes on.

(define-module (lokoscope guile output)
  #:use-module (ice-9 atomic)
  #:use-module (ice-9 threads)
  #:use-module (ice-9 binary-ports)
  #:use-module ((lokoscope host)
                #:select (monotonic-nanoseconds wall-nanoseconds host-name random-bits64))
  #:use-module (lokoscope writer)
  #:export (open-output! output-open? close-output!
            now the-cpu cpu-stream cpu-number cpu-process cpu-ref cpu-set!
            make-lock with-lock call-with-lock new-serial! text-number known-here?
            generation forked! flush-cpu! flush-all! on-new-cpu! several-cpus? note))

;; Locks of our own: Guile's mutexes were seen to stay locked when asyncs of the scheduler's
;; preemption meet a thread that waits for one. Who holds a lock cannot be interrupted, and may take
;; it again.
(define (make-lock) (make-atomic-box #f))

(define (call-with-lock lock thunk)
  (call-with-blocked-asyncs
   (lambda ()
     (let ((me (current-thread)))
       (if (eq? (atomic-box-ref lock) me)
           (thunk)
           (begin
             (let wait ()
               (when (atomic-box-compare-and-swap! lock #f me)
                 (usleep 20)
                 (wait)))
             (let ((result (catch #t thunk (lambda _ #f))))
               (atomic-box-set! lock #f)
               result)))))))

(define-syntax-rule (with-lock lock body ...)
  (call-with-lock lock (lambda () body ...)))

(define-syntax-rule (never-throwing body ...)
  (catch #t (lambda () body ...) (lambda _ #f)))

;; Time 0 of all streams of this process.
(define zero (get-internal-real-time))
(define zero-monotonic (monotonic-nanoseconds))
(define zero-wall (wall-nanoseconds))

(define-inlinable (now) (- (get-internal-real-time) zero))

;; #f, or where chunks go: (file . PREFIX), (socket . PATH).
(define target #f)
(define socket-port #f)
(define socket-identity #f)
(define run-high 0)
(define run-low 0)
(define capabilities 0)
(define parent-pid #f)
(define own-pid (getpid))
(define write-lock (make-lock))

;; Counts the forks that led to this process: what belongs to another one is another process's. In a
;; box, for Guile puts the value that an exported variable has at first into the code of other modules.
(define generations (vector 0))
(define-inlinable (generation) (vector-ref generations 0))

(define (output-open?) (and target #t))

(define (note . words)
  (never-throwing
   (let ((port (current-warning-port)))
     (display "lokoscope: " port)
     (for-each (lambda (word) (display word port)) words)
     (newline port))))

;; where: a directory, which gets a file for each process, or a socket that `lokoscope listen`
;; has made.
(define (open-output! where bits)
  (set! capabilities bits)
  (set! run-high (random-bits64))
  (set! run-low (random-bits64))
  (set! own-pid (getpid))
  (set! target
    (let ((found (stat where #f)))
      (cond
       ((not found)
        (note where ": no such directory or socket; nothing is recorded")
        #f)
       ((eq? (stat:type found) 'directory) (cons 'file (canonicalize-path where)))
       ((eq? (stat:type found) 'socket)
        (cons 'socket where))
       (else
        (note where ": neither a directory nor a socket; nothing is recorded")
        #f))))
  (when (and target (eq? (car target) 'socket))
    (connect!))
  (output-open?))

(define (connect!)
  (let ((port (never-throwing
               (let ((port (socket PF_UNIX SOCK_STREAM 0)))
                 (connect port AF_UNIX (cdr target))
                 (fcntl port F_SETFD FD_CLOEXEC)
                 port))))
    (if port
        (begin
          (set! socket-port port)
          (set! socket-identity (identity-of port)))
        (begin
          (note (cdr target) ": nobody listens; nothing is recorded")
          (set! target #f)))))

(define (identity-of port)
  (never-throwing
   (let ((found (stat (fileno port))))
     (cons (stat:dev found) (stat:ino found)))))

(define (stop! why)
  (when target
    (set! target #f)
    (note why "; nothing more is recorded of process " own-pid)))

(define (write-chunk bytes length)
  (when target
    (if (= (getpid) own-pid)
        (with-lock write-lock
          (never-throwing
           (case (car target)
             ((file) (append-chunk bytes length))
             (else (send-chunk bytes length)))))
        ;; A child that was made behind our back: what is buffered is its parent's.
        (forked!))))

(define (append-chunk bytes length)
  (or (never-throwing
       (let ((port (open-file (string-append (cdr target) "/" (number->string own-pid) ".chunks")
                              "ab0")))
         (put-bytevector port bytes 0 length)
         (close-port port)
         #t))
      (stop! (string-append (cdr target) ": cannot be written to"))))

(define (send-chunk bytes length)
  (if (equal? (identity-of socket-port) socket-identity)
      (or (never-throwing
           (put-bytevector socket-port bytes 0 length)
           (force-output socket-port)
           #t)
          (stop! "the connection is lost"))
      (stop! "the program closed the connection")))

;; A kernel thread that runs fibers: a virtual CPU with a stream and a process of the trace of its
;; own, for a scheduler is what runs one fiber at a time. A vector; those of other modules have
;; slots from 8 on.
(define cpu-slots 24)
(define current (make-thread-local-fluid #f))
(define cpus '())
(define cpus-lock (make-lock))
(define new-cpu-hook #f)

;; Whether threads run at the same time, so that their events must be told apart by the clock.
(define several (vector #f))
(define-inlinable (several-cpus?) (vector-ref several 0))

(define-inlinable (cpu-ref cpu slot) (vector-ref cpu slot))
(define-inlinable (cpu-set! cpu slot value) (vector-set! cpu slot value))
(define-inlinable (cpu-stream cpu) (vector-ref cpu 0))
(define-inlinable (cpu-number cpu) (vector-ref cpu 1))
(define-inlinable (cpu-process cpu) (vector-ref cpu 2))

;; procedure is called with each new CPU when its stream has begun.
(define (on-new-cpu! procedure)
  (set! new-cpu-hook procedure))

;; The first thread that reports, and its CPU: to ask for a fluid costs more, and more so after each
;; switch between fibers.
(define first (vector #f #f))

(define-inlinable (the-cpu)
  (if (eq? (vector-ref first 0) (current-thread))
      (vector-ref first 1)
      (another-cpu)))

(define (another-cpu)
  (or (fluid-ref current) (new-cpu!)))

(define (new-cpu!)
  (let ((cpu (make-vector cpu-slots #f)))
    (with-lock cpus-lock
      (vector-set! cpu 1 (length cpus))
      (set! cpus (append cpus (list cpu)))
      (vector-set! several 0 (pair? (cdr cpus))))
    (fluid-set! current cpu)
    (begin-cpu! cpu)
    (when (eqv? (cpu-number cpu) 0)
      (vector-set! first 1 cpu)
      (vector-set! first 0 (current-thread)))
    cpu))

(define (begin-cpu! cpu)
  (let* ((number (cpu-number cpu))
         (s (make-stream number
                         (logand (ash run-high -32) #xFFFFFFFF)
                         write-chunk)))
    (vector-set! cpu 0 s)
    (vector-set! cpu 2 (+ number 1))
    (vector-set! cpu 3 1)                  ; the next serial number
    (vector-set! cpu 4 (make-hash-table))  ; the texts that this stream has defined
    (vector-set! cpu 5 (now))              ; when it was flushed
    (vector-set! cpu 6 1)                  ; the next text
    (vector-set! cpu 7 (make-hash-table))  ; the sites that this stream has defined
    (begin-stream! s run-high run-low own-pid zero-wall zero-monotonic capabilities
                   (host-name) "Guile fibers" (version))
    (let ((name (text-number cpu (process-name number))))
      (process-spawned s (now) (cpu-process cpu) (cpu-process cpu) name 0)
      (process-dispatched s (now) (cpu-process cpu) number))
    (when new-cpu-hook (new-cpu-hook cpu))))

(define (process-name number)
  (let ((arguments (program-arguments)))
    (string-append
     (if (pair? arguments) (basename (car arguments)) "guile")
     " " (number->string own-pid)
     (if parent-pid (string-append ", forked by " (number->string parent-pid)) "")
     (if (= number 0) "" (string-append ", thread " (number->string (+ number 1)))))))

;; An identifier of what this CPU has made.
(define-inlinable (new-serial! cpu)
  (let ((serial (vector-ref cpu 3)))
    (vector-set! cpu 3 (+ serial 1))
    (+ (* (vector-ref cpu 2) 4294967296) serial)))

;; The number of a text, which its stream defines before.
(define (text-number cpu text)
  (or (hash-ref (vector-ref cpu 4) text)
      (let ((number (unique cpu (vector-ref cpu 6))))
        (vector-set! cpu 6 (+ (vector-ref cpu 6) 1))
        (hash-set! (vector-ref cpu 4) text number)
        (string-defined (cpu-stream cpu) (now) number text)
        number)))

;; Texts and sites of several CPUs must not have the same number.
(define (unique cpu number)
  (+ number (* 16777216 (cpu-number cpu))))

;; Whether something was defined in this CPU's stream; from now on it counts as defined.
(define (known-here? cpu number)
  (let ((table (vector-ref cpu 7)))
    (or (hash-ref table number)
        (begin
          (hash-set! table number #t)
          #f))))

(define (flush-cpu! cpu)
  (unless (stream-busy? (cpu-stream cpu))
    (vector-set! cpu 5 (now))
    (flush-stream! (cpu-stream cpu))))

;; The streams of threads that have ended, too. Whoever calls this knows that they do not run.
(define (flush-all!)
  (never-throwing (for-each flush-cpu! cpus)))

(define (close-output!)
  (flush-all!)
  (when socket-port
    (never-throwing (close-port socket-port)))
  (set! target #f))

;; Called in a child, where only the thread that forked lives on.
(define (forked!)
  (set! parent-pid own-pid)
  (set! own-pid (getpid))
  (vector-set! generations 0 (+ (generation) 1))
  (set! write-lock (make-lock))
  (set! cpus-lock (make-lock))
  (let ((mine (fluid-ref current)))
    (vector-set! first 0 #f)
    (set! cpus '())
    (vector-set! several 0 #f)
    (when (and target (eq? (car target) 'socket))
      ;; The descriptor is the parent's, too: it is not closed, and not used any more.
      (set! socket-port #f)
      (connect!))
    (fluid-set! current #f)
    (when (and target mine)
      (the-cpu))))
