;;; (ice-9 format): Formatter.java interprets the control string.

(library (ice-9 format)
  (export format simple-format)
  (import (lokoscope private builtins))

  ;; What the program prints itself is printed before.
  (define (printed x)
    (if (%program-prints? x)
        (%printed-as (call-with-string-output-port (lambda (port) (display x port)))
                     (call-with-string-output-port (lambda (port) (write x port))))
        x))

  ;; The destination is #f for a string, #t for the current output, or a port. In an old spelling
  ;; it is missing.
  (define (format destination . arguments)
    (cond
      ((string? destination) (%format destination (map printed arguments)))
      ((null? arguments) (assertion-violation 'format "no control string" destination))
      (else
       (let ((text (%format (car arguments) (map printed (cdr arguments)))))
         (cond
           ((not destination) text)
           ((eq? destination #t) (display text))
           (else (display text destination)))))))

  (define (simple-format destination control . arguments)
    (apply format destination control arguments)))
