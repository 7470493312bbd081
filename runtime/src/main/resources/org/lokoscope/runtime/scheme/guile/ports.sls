;;; (ice-9 ports): what the core has of ports, and more that needs no file descriptors.

(library (ice-9 ports)
  (export call-with-input-file call-with-input-string call-with-output-file
          call-with-output-string call-with-port char-ready? close-input-port close-output-port
          close-port current-error-port current-input-port current-output-port
          current-warning-port eof-object? flush-all-ports force-output input-port? open-file
          open-input-file open-output-file output-port? peek-char port-closed? port? read-char
          set-current-error-port set-current-input-port set-current-output-port
          set-port-encoding! setvbuf the-eof-object unread-char unread-string with-error-to-port
          with-input-from-file with-input-from-port with-input-from-string with-output-to-file
          with-output-to-port with-output-to-string OPEN_BOTH OPEN_READ OPEN_WRITE
          SEEK_SET SEEK_CUR SEEK_END seek ftell %make-void-port open-io-file port-encoding
          port-conversion-strategy set-port-conversion-strategy! with-error-to-file
          with-error-to-string current-load-port drain-input *null-device*
          fileno isatty? file-port? port-filename set-port-filename! port-mode port-for-each
          port-line port-column set-port-line! set-port-column! file-position file-set-position
          inherit-print-state)
  (import (only (ice-9 popen) OPEN_BOTH OPEN_READ OPEN_WRITE)
          (only (guile posix) readlink stat stat:size)
          (except (guile) port-line port-column set-port-line! set-port-column! set-port-filename!)
          (lokoscope private builtins))

  (define SEEK_SET 0)
  (define SEEK_CUR 1)
  (define SEEK_END 2)
  (define *null-device* "/dev/null")

  (define (seek port offset whence)
    (force-output-if-any port)
    (let ((place (cond
                   ((= whence SEEK_SET) offset)
                   ((= whence SEEK_CUR) (+ offset (port-position port)))
                   ((= whence SEEK_END) (+ offset (end-of port)))
                   (else (refuse-seek)))))
      (when (negative? place) (refuse-seek))
      (unless (and (= whence SEEK_CUR) (zero? offset))
        (set-port-position! port place))
      place))

  (define (refuse-seek) (scm-error 'system-error "seek" "~A" '("Invalid argument") '(22)))

  ;; Of what is in memory, the end is where all has been read or written.
  (define (end-of port)
    (let ((file (port-filename port)))
      (cond
        ((and file (file-exists? file)) (stat:size (stat file)))
        ((output-port? port) (port-position port))
        (else
         (if (binary-port? port) (get-bytevector-all port) (get-string-all port))
         (port-position port)))))

  (define (force-output-if-any port) (when (output-port? port) (force-output port)))

  (define (ftell port) (port-position port))

  ;; Takes everything and has nothing.
  (define (%make-void-port mode)
    (make-custom-textual-input/output-port "void"
      (lambda (string start count) 0)
      (lambda (string start count) count)
      #f #f #f))

  (define (open-io-file name)
    (open-file-input/output-port name (file-options no-fail no-truncate) 'block
      (native-transcoder)))

  (define (port-encoding port)
    (or (%port-encoding port)
        (if (textual-port? port) "UTF-8" "ISO-8859-1")))
  (define (port-conversion-strategy port) 'substitute)
  (define (set-port-conversion-strategy! port strategy) *unspecified*)

  (define (with-error-to-file name thunk)
    (call-with-output-file name (lambda (port) (with-error-to-port port thunk))))

  (define (with-error-to-string thunk)
    (call-with-output-string (lambda (port) (with-error-to-port port thunk))))

  (define (current-load-port) #f)

  ;; Descriptors. Only the ports of the console have one that is known.

  (define (fileno port)
    (or (port-file-descriptor port)
        (scm-error 'system-error "fileno" "~A" '("Bad file descriptor") '(9))))

  (define (isatty? port)
    (let* ((number (and (port? port) (port-file-descriptor port)))
           (name (and number
                      (false-if-exception
                        (readlink (string-append "/proc/self/fd/" (number->string number)))))))
      (->bool (and name (or (string-prefix? "/dev/pts/" name) (string-prefix? "/dev/tty" name)
                            (string-prefix? "/dev/console" name))))))

  ;; What a program has set, or else what looks like the name of a file.
  (define (port-filename port)
    (let ((set (%port-filename port))
          (name (port-name port)))
      (if (eq? set *unspecified*)
          (and (string? name)
               (or (string-index name #\/) (file-exists? name))
               name)
          set)))

  (define (file-position port) (ftell port))

  (define (file-set-position port offset . whence)
    (seek port offset (if (null? whence) SEEK_SET (car whence))))

  ;; Ports have no state of printing.
  (define (inherit-print-state old new) new)

  (define (file-port? port)
    (and (port? port) (or (port-file-descriptor port) (port-filename port)) #t))

  (define (port-mode port)
    (cond
      ((and (input-port? port) (output-port? port)) "r+")
      ((input-port? port) "r")
      (else "w")))

  ;; Of all ports only those of the console are known.
  (define (port-for-each f)
    (for-each f (list (current-input-port) (current-output-port) (current-error-port))))

  ;; What can be read without waiting.
  (define (drain-input port)
    (let loop ((chars '()))
      (if (and (char-ready? port) (char? (peek-char port)))
          (loop (cons (read-char port) chars))
          (list->string (reverse chars))))))
