;;; SRFI 28: basic format strings.

(library (srfi :28)
  (export format)
  (import (lokoscope private builtins))

  (define (format template . arguments)
    (unless (string? template)
      (assertion-violation 'format "expected a string" template))
    (let ((n (string-length template)) (out (open-output-string)))
      (define (next arguments)
        (when (null? arguments)
          (assertion-violation 'format "too few arguments" template))
        (car arguments))
      (let loop ((i 0) (arguments arguments))
        (cond
          ((fx=? i n) (get-output-string out))
          ((char=? (string-ref template i) #\~)
           (when (fx=? (fx+ i 1) n)
             (assertion-violation 'format "incomplete escape sequence" template))
           (case (string-ref template (fx+ i 1))
             ((#\a) (display (next arguments) out) (loop (fx+ i 2) (cdr arguments)))
             ((#\s) (write (next arguments) out) (loop (fx+ i 2) (cdr arguments)))
             ((#\%) (newline out) (loop (fx+ i 2) arguments))
             ((#\~) (write-char #\~ out) (loop (fx+ i 2) arguments))
             (else
               (assertion-violation 'format "unknown escape sequence" template
                 (string-ref template (fx+ i 1))))))
          (else
            (write-char (string-ref template i) out)
            (loop (fx+ i 1) arguments)))))))
