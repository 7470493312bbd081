;;; Ports: the procedures that call procedures, and custom ports.

(library (lokoscope private ports)
  (export call-with-port call-with-string-output-port call-with-bytevector-output-port
          call-with-output-string call-with-input-string with-output-to-string
          with-input-from-string call-with-input-file call-with-output-file
          with-input-from-file with-output-to-file
          r7rs:call-with-output-file r7rs:with-output-to-file
          make-custom-binary-input-port make-custom-binary-output-port
          make-custom-binary-input/output-port make-custom-textual-input-port
          make-custom-textual-output-port make-custom-textual-input/output-port)
  (import (lokoscope private builtins))

  (define (call-with-port port f)
    (call-with-values
      (lambda () (f port))
      (lambda results
        (close-port port)
        (apply values results))))

  (define (call-with-string-output-port f)
    (let-values (((port extract) (open-string-output-port)))
      (f port)
      (extract)))

  (define call-with-bytevector-output-port
    (case-lambda
      ((f) (call-with-bytevector-output-port f #f))
      ((f transcoder)
       (let-values (((port extract) (open-bytevector-output-port transcoder)))
         (f port)
         (extract)))))

  (define (call-with-output-string f)
    (call-with-string-output-port f))

  (define (call-with-input-string string f)
    (f (open-string-input-port string)))

  (define (with-output-to-string thunk)
    (call-with-string-output-port
      (lambda (port)
        (parameterize ((current-output-port port))
          (thunk)))))

  (define (with-input-from-string string thunk)
    (parameterize ((current-input-port (open-string-input-port string)))
      (thunk)))

  (define (call-with-input-file name f)
    (call-with-port (open-input-file name) f))

  (define (call-with-output-file name f)
    (call-with-port (open-output-file name) f))

  (define (r7rs:call-with-output-file name f)
    (call-with-port (r7rs:open-output-file name) f))

  (define (with-input-from-file name thunk)
    (call-with-input-file name
      (lambda (port)
        (parameterize ((current-input-port port))
          (thunk)))))

  (define (with-output port thunk)
    (call-with-port port
      (lambda (port)
        (parameterize ((current-output-port port))
          (thunk)))))

  (define (with-output-to-file name thunk)
    (with-output (open-output-file name) thunk))

  (define (r7rs:with-output-to-file name thunk)
    (with-output (r7rs:open-output-file name) thunk))

  ;; Custom ports; CustomPort.java says how they work. The position of an input port is that of
  ;; the next unit to be taken, not of the next to be asked for.

  (define (retrier make-buffer size read!)
    (lambda (port operation arguments)
      (let* ((buffer (make-buffer size)) (n (read! buffer 0 size)))
        (unless (and (fixnum? n) (fx<=? 0 n size))
          (assertion-violation 'read! "expected a count of what was read" n))
        (%feed-custom-port! port buffer 0 n)
        (apply operation arguments))))

  (define (drainer size write!)
    (lambda (data result)
      (let ((n (size data)))
        (let loop ((start 0))
          (if (fx<? start n)
              (loop (+ start (write! data start (fx- n start))))
              result)))))

  (define (check who id . procedures)
    (unless (string? id)
      (assertion-violation who "expected a string as name" id))
    (for-each
      (lambda (p)
        (unless (or (not p) (procedure? p))
          (assertion-violation who "expected a procedure or #f" p)))
      procedures))

  (define (make-custom who id binary? read! write! get-position set-position! close)
    (check who id read! write! get-position set-position! close)
    (letrec ((port
               (%make-custom-port id binary? (and read! #t) (and write! #t)
                 (and read!
                      (if binary?
                          (retrier make-bytevector 4096 read!)
                          (retrier make-string (if get-position 1 1024) read!)))
                 (and write!
                      (drainer (if binary? bytevector-length string-length) write!))
                 (if (and get-position binary?)
                     (lambda () (- (get-position) (%custom-port-unread port)))
                     get-position)
                 set-position!
                 close)))
      port))

  (define (make-custom-binary-input-port id read! get-position set-position! close)
    (make-custom 'make-custom-binary-input-port id #t read! #f get-position set-position! close))

  (define (make-custom-binary-output-port id write! get-position set-position! close)
    (make-custom 'make-custom-binary-output-port id #t #f write! get-position set-position! close))

  (define (make-custom-binary-input/output-port id read! write! get-position set-position! close)
    (make-custom 'make-custom-binary-input/output-port
      id #t read! write! get-position set-position! close))

  (define (make-custom-textual-input-port id read! get-position set-position! close)
    (make-custom 'make-custom-textual-input-port id #f read! #f get-position set-position! close))

  (define (make-custom-textual-output-port id write! get-position set-position! close)
    (make-custom 'make-custom-textual-output-port
      id #f #f write! get-position set-position! close))

  (define (make-custom-textual-input/output-port id read! write! get-position set-position! close)
    (make-custom 'make-custom-textual-input/output-port
      id #f read! write! get-position set-position! close)))
