;;; (ice-9 binary-ports)

(library (ice-9 binary-ports)
  (export eof-object get-bytevector-all get-bytevector-n get-bytevector-n! get-bytevector-some
          get-bytevector-some! get-string-n! get-u8 lookahead-u8
          (rename (guile:open-bytevector-input-port open-bytevector-input-port)
                  (guile:open-bytevector-output-port open-bytevector-output-port)
                  (custom-input make-custom-binary-input-port)
                  (custom-output make-custom-binary-output-port)
                  (custom-input/output make-custom-binary-input/output-port))
          put-bytevector put-u8 unget-bytevector
          call-with-input-bytevector call-with-output-bytevector)
  (import (lokoscope private builtins))

  ;; Without a transcoder they take and give characters, too.
  (define (guile:open-bytevector-input-port bytes . transcoder)
    (if (or (null? transcoder) (not (car transcoder)))
        (%open-mixed-input bytes)
        (open-bytevector-input-port bytes (car transcoder))))

  (define (guile:open-bytevector-output-port . transcoder)
    (if (or (null? transcoder) (not (car transcoder)))
        (%open-mixed-output)
        (open-bytevector-output-port (car transcoder))))

  (define (mixed port) (%mixed-port port "ISO-8859-1"))

  (define (custom-input . arguments)
    (mixed (apply make-custom-binary-input-port arguments)))

  (define (custom-output . arguments)
    (mixed (apply make-custom-binary-output-port arguments)))

  (define (custom-input/output . arguments)
    (mixed (apply make-custom-binary-input/output-port arguments)))

  (define (call-with-output-bytevector f)
    (call-with-values guile:open-bytevector-output-port
      (lambda (port get)
        (f port)
        (let ((bytes (get)))
          (close-port port)
          bytes))))

  (define (call-with-input-bytevector bytes f) (f (guile:open-bytevector-input-port bytes))))
