;;; (ice-9 popen), and system of the core: commands of the operating system.

(library (ice-9 popen)
  (export open-pipe open-pipe* close-pipe open-input-pipe open-output-pipe open-input-output-pipe
          pipeline port/pid-table
          OPEN_READ OPEN_WRITE OPEN_BOTH
          system system* status:exit-val status:term-sig status:stop-sig getpid-of-pipe
          spawn waitpid execl execlp execle primitive-fork)
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

  ;; Processes that nobody has waited for: their numbers and commands, and what still copies what
  ;; they write.
  (define children (make-hash-table))

  (define (started command pumps)
    (hashv-set! children (command-id command) (cons command pumps))
    (command-id command))

  (define (ended pid)
    (let* ((child (hashv-ref children pid)) (code (wait-for-command (car child))))
      (for-each wait (cdr child))
      (hashv-remove! children pid)
      (cons pid (status-of code))))

  (define (no-child)
    (scm-error 'system-error "waitpid" "~A" '("No child processes") '(10)))

  ;; A number of a process, or less than 1 for any; the options are WNOHANG or none.
  (define* (waitpid pid #:optional (options 0))
    (cond
      ((and (positive? pid) (not (hashv-ref children pid))) (no-child))
      ((zero? (hash-count (const #t) children)) (no-child))
      ((logtest options WNOHANG)
       (let ((done (filter (lambda (id) (not (command-running? (car (hashv-ref children id)))))
                           (candidates pid))))
         (if (null? done) '(0 . 0) (ended (car done)))))
      (else
       (ended
         (perform-operation
           (apply choice-operation
             (map (lambda (id)
                    (wrap-operation (command-end-operation (car (hashv-ref children id)))
                      (lambda ignored id)))
                  (candidates pid))))))))

  (define (candidates pid)
    (if (positive? pid)
        (list pid)
        (sort (hash-map->list (lambda (id child) id) children) <)))

  ;; A process beside this one, with ports for its input and output.
  (define* (spawn program arguments #:key (environment #f) (input (current-input-port))
                  (output (current-output-port)) (error (current-error-port))
                  (search-path? #t))
    (flush-console)
    (let* ((words (cons (if (or search-path? (string-index program #\/))
                            program
                            (string-append "./" program))
                        (if (pair? arguments) (cdr arguments) '())))
           (command (as-system-error "spawn"
                      (lambda ()
                        (if environment
                            (spawn-command words (map variable environment))
                            (spawn-command words))))))
      (feed input command)
      (started command
        (list (pump (command-output command) (bytes-to output) #f)
              (pump (command-errors command) (bytes-to error) #f)))))

  (define (variable text)
    (let ((place (string-index text #\=)))
      (cons (substring text 0 place) (substring text (+ place 1)))))

  ;; The console is left to this program.
  (define (feed input command)
    (if (or (eq? input (current-input-port)) (not (input-port? input)))
        (close-port (command-input command))
        (pump input (command-input command) #t)))

  (define (bytes-to port)
    (cond
      ((eq? port (current-output-port)) (standard-output-port))
      ((eq? port (current-error-port)) (standard-error-port))
      (else port)))

  (define (as-system-error who thunk)
    (guard (e ((i/o-file-does-not-exist-error? e)
               (scm-error 'system-error who "~A" '("No such file or directory") '(2)))
              ((i/o-file-protection-error? e)
               (scm-error 'system-error who "~A" '("Permission denied") '(13))))
      (thunk)))

  ;; In the place of this program: another one runs, and this one ends with its status. The first
  ;; argument is only what the other is called.
  (define (in-this-place who program arguments environment)
    (flush-console)
    (let* ((words (cons program (if (pair? arguments) (cdr arguments) '())))
           (command (as-system-error who (lambda () (spawn-command words environment)))))
      (close-port (command-input command))
      (let* ((out (to-stdout command)) (err (to-stderr command))
             (code (wait-for-command command)))
        (wait out)
        (wait err)
        (primitive-exit code))))

  (define (execl file . arguments)
    (in-this-place "execl" (if (string-index file #\/) file (string-append "./" file))
                   arguments '()))

  (define (execlp file . arguments) (in-this-place "execlp" file arguments '()))

  (define (execle file environment . arguments)
    (in-this-place "execle" (if (string-index file #\/) file (string-append "./" file)) arguments
      (append (map (lambda (entry) (cons (car (string-split entry #\=)) #f)) (environ))
              (map variable environment))))

  (define (primitive-fork)
    (scm-error 'misc-error "primitive-fork"
               "primitive-fork is not implemented: a Java virtual machine cannot be doubled; use spawn, open-pipe* or call-with-new-thread"
               '() #f))

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

  (define (text port) (%mixed-port port "UTF-8"))

  (define (register port command pumps)
    (hashq-set! pipes port (make-pipe-state command pumps))
    (hashq-set! port/pid-table port (command-id command))
    (started command pumps)
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
      (let ((pid (command-id (pipe-command state))))
        (if (hashv-ref children pid)
            (cdr (ended pid))
            (no-child)))))

  ;; Each command reads what the one before it writes. The port to the first, and from the last.
  (define (pipeline commands)
    (let loop ((rest (map spawn-command commands)) (from #f) (first #f) (ids '()))
      (if (null? rest)
          (values (text from) (text first) ids)
          (let ((command (car rest)))
            (started command (list (to-stderr command)))
            (when from (pump from (command-input command) #t))
            (loop (cdr rest) (command-output command) (or first (command-input command))
                  (cons (command-id command) ids)))))))
