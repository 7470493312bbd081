;;; (ice-9 popen), and system of the core: commands of the operating system.

(library (ice-9 popen)
  (export open-pipe open-pipe* close-pipe open-input-pipe open-output-pipe open-input-output-pipe
          pipeline port/pid-table
          OPEN_READ OPEN_WRITE OPEN_BOTH
          system system* status:exit-val status:term-sig status:stop-sig getpid-of-pipe)
  (import (guile) (lokoscope private builtins))

  (define OPEN_READ "r")
  (define OPEN_WRITE "w")
  (define OPEN_BOTH "r+")

  ;; The status of Guile's: the exit code times 256, or the number of a signal. A command that was
  ;; killed gives 128 and the signal, as shells do.

  (define (status-of code)
    (if (< 128 code 193) (- code 128) (* 256 code)))

  (define (status:exit-val status)
    (and (zero? (logand status 127)) (ash status -8)))

  (define (status:term-sig status)
    (let ((signal (logand status 127)))
      (and (not (zero? signal)) signal)))

  (define (status:stop-sig status) #f)

  ;; Copies what comes out of a binary port into another one until its end; in a fiber of its own.
  ;; Gives a condition that is signalled when that is done.
  (define (pump from to close?)
    (let ((done (make-cvar)))
      (spawn-fiber
        (lambda ()
          (let loop ()
            (let ((bytes (get-bytevector-some from)))
              (unless (eof-object? bytes)
                (false-if-exception
                  (begin (put-bytevector to bytes) (flush-output-port to)))
                (loop))))
          (close-port from)
          (when close? (false-if-exception (close-port to)))
          (signal-cvar! done)))
      done))

  (define (to-stdout command)
    (pump (command-output command) (standard-output-port) #f))

  (define (to-stderr command)
    (pump (command-errors command) (standard-error-port) #f))

  (define (flush-console)
    (flush-output-port (current-output-port))
    (flush-output-port (current-error-port)))

  (define (run words)
    (flush-console)
    (let ((command (spawn-command words)))
      (close-port (command-input command))
      (let* ((out (to-stdout command))
             (err (to-stderr command))
             (code (wait-for-command command)))
        (wait out)
        (wait err)
        (status-of code))))

  (define (shell command) (list "/bin/sh" "-c" command))

  (define* (system #:optional command)
    (if command (run (shell command)) #t))

  ;; What cannot be started ends like a command of the shell that is not there.
  (define (system* . words)
    (guard (e ((i/o-file-does-not-exist-error? e) (* 256 127)))
      (run words)))

  ;; Pipes

  (define-record-type pipe-state
    (make-pipe-state command pumps)
    pipe-state?
    (command pipe-command)
    (pumps pipe-pumps))

  (define pipes (make-weak-key-hash-table))
  (define port/pid-table (make-weak-key-hash-table))

  (define (text port) (transcoded-port port (native-transcoder)))

  (define (register port command pumps)
    (hashq-set! pipes port (make-pipe-state command pumps))
    (hashq-set! port/pid-table port (command-id command))
    port)

  (define (start mode words)
    (flush-console)
    (let ((command (spawn-command words)))
      (cond
        ((string=? mode OPEN_READ)
         (close-port (command-input command))
         (register (text (command-output command)) command (list (to-stderr command))))
        ((string=? mode OPEN_WRITE)
         (register (text (command-input command)) command
           (list (to-stdout command) (to-stderr command))))
        (else
         (register (both (command-output command) (command-input command)) command
           (list (to-stderr command)))))))

  (define (tail-of bytes start)
    (let* ((count (- (bytevector-length bytes) start)) (tail (make-bytevector count)))
      (bytevector-copy! bytes start tail 0 count)
      tail))

  ;; One port that reads from one and writes to another.
  (define (both in out)
    (let ((left #vu8()))
      (define (read! bytes start count)
        (when (zero? (bytevector-length left))
          (let ((more (get-bytevector-some in)))
            (unless (eof-object? more) (set! left more))))
        (let ((n (min count (bytevector-length left))))
          (bytevector-copy! left 0 bytes start n)
          (set! left (tail-of left n))
          n))
      (define (write! bytes start count)
        (put-bytevector out bytes start count)
        (flush-output-port out)
        count)
      (define (close)
        (false-if-exception (close-port out)))
      (text (make-custom-binary-input/output-port "pipe" read! write! #f #f close))))

  (define (open-pipe* mode program . arguments)
    (start mode (cons program arguments)))

  (define (open-pipe command mode) (start mode (shell command)))
  (define (open-input-pipe command) (open-pipe command OPEN_READ))
  (define (open-output-pipe command) (open-pipe command OPEN_WRITE))
  (define (open-input-output-pipe command) (open-pipe command OPEN_BOTH))

  (define (getpid-of-pipe port) (hashq-ref port/pid-table port))

  (define (close-pipe port)
    (let ((state (hashq-ref pipes port)))
      (unless state
        (scm-error 'misc-error "close-pipe" "port not created by open-pipe: ~S" (list port) #f))
      (hashq-remove! pipes port)
      (hashq-remove! port/pid-table port)
      (close-port port)
      (let ((code (wait-for-command (pipe-command state))))
        (for-each wait (pipe-pumps state))
        (status-of code))))

  ;; Each command reads what the one before it writes. The port to the first, and from the last.
  (define (pipeline commands)
    (let loop ((rest (map spawn-command commands)) (from #f) (first #f) (ids '()))
      (if (null? rest)
          (values (text from) (text first) ids)
          (let ((command (car rest)))
            (to-stderr command)
            (when from (pump from (command-input command) #t))
            (loop (cdr rest) (command-output command) (or first (command-input command))
                  (cons (command-id command) ids)))))))
