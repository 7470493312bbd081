;;; (ice-9 expect): waiting for what a port says.

(library (ice-9 expect)
  (export expect expect-strings expect-regexec expect-port expect-timeout expect-timeout-proc
          expect-eof-proc expect-char-proc expect-strings-compile-flags
          expect-strings-exec-flags)
  (import (guile))

  (define expect-port #f)
  (define expect-timeout #f)
  (define expect-timeout-proc #f)
  (define expect-eof-proc #f)
  (define expect-char-proc #f)
  (define expect-strings-compile-flags regexp/newline)
  (define expect-strings-exec-flags regexp/noteol)

  (define (expect-regexec rx text eof?)
    (regexp-exec rx text 0 (if eof? 0 expect-strings-exec-flags)))

  ;; Tries each matcher with what was read so far, after each character.
  (define (wait port matchers)
    (let loop ((text ""))
      (let* ((c (read-char port))
             (eof? (eof-object? c))
             (text (if eof? text (string-append text (string c)))))
        (or (or-map (lambda (matcher) (matcher text eof?)) matchers)
            (if eof? #f (loop text))))))

  (define-syntax expect
    (syntax-rules (=>)
      ((_ (matcher . body) ...)
       (wait (or expect-port (current-input-port)) (list (expect-clause matcher . body) ...)))))

  (define-syntax expect-clause
    (syntax-rules (=>)
      ((_ matcher => f)
       (lambda (text eof?)
         (let ((found (matcher text eof?))) (and found (f found)))))
      ((_ matcher body ...)
       (lambda (text eof?) (and (matcher text eof?) (begin body ...))))))

  (define (string-matcher pattern)
    (let ((rx (make-regexp pattern expect-strings-compile-flags)))
      (lambda (text eof?) (expect-regexec rx text eof?))))

  (define-syntax expect-strings
    (syntax-rules ()
      ((_ (pattern . body) ...)
       (expect ((string-matcher pattern) . body) ...)))))
