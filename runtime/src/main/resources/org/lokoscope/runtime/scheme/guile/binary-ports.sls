;;; (ice-9 binary-ports)

(library (ice-9 binary-ports)
  (export eof-object get-bytevector-all get-bytevector-n get-bytevector-n! get-bytevector-some
          get-bytevector-some! get-string-n! get-u8 lookahead-u8 make-custom-binary-input-port
          make-custom-binary-input/output-port make-custom-binary-output-port
          open-bytevector-input-port open-bytevector-output-port put-bytevector put-u8
          call-with-input-bytevector call-with-output-bytevector)
  (import (lokoscope private builtins))

  (define (call-with-output-bytevector f)
    (call-with-values open-bytevector-output-port
      (lambda (port get)
        (f port)
        (let ((bytes (get)))
          (close-port port)
          bytes))))

  (define (call-with-input-bytevector bytes f) (f (open-bytevector-input-port bytes)))

  (define (get-bytevector-some! port bytes start count)
    (get-bytevector-n! port bytes start (min count 1))))
