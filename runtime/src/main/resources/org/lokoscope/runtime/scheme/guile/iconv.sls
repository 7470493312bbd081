;;; (ice-9 iconv): text as bytes of an encoding.

(library (ice-9 iconv)
  (export string->bytevector bytevector->string call-with-encoded-output-string)
  (import (prefix (only (lokoscope private builtins) string->bytevector bytevector->string) base:)
          (guile) (lokoscope private builtins))

  (define (codec name)
    (let ((name (string-downcase name)))
      (cond
        ((member name '("utf-8" "utf8")) (utf-8-codec))
        ((member name '("iso-8859-1" "latin1" "latin-1" "iso8859-1" "us-ascii" "ascii"))
         (latin-1-codec))
        ((member name '("utf-16" "utf16")) (utf-16-codec))
        (else
         (scm-error 'misc-error "iconv" "unknown encoding ~S" (list name) #f)))))

  (define (mode strategy)
    (case strategy
      ((error) 'raise)
      ((escape substitute) 'replace)
      (else 'raise)))

  (define (transcoder name strategy) (make-transcoder (codec name) 'none (mode strategy)))

  (define (wide name)
    (cond
      ((member (string-downcase name) '("utf-16be")) (endianness big))
      ((member (string-downcase name) '("utf-16le")) (endianness little))
      (else #f)))

  (define* (string->bytevector string encoding #:optional (strategy 'error))
    (cond
      ((wide encoding) => (lambda (order) (string->utf16 string order)))
      (else (base:string->bytevector string (transcoder encoding strategy)))))

  (define* (bytevector->string bytes encoding #:optional (strategy 'error))
    (cond
      ((wide encoding) => (lambda (order) (utf16->string bytes order #t)))
      (else (base:bytevector->string bytes (transcoder encoding strategy)))))

  (define* (call-with-encoded-output-string encoding f #:optional (strategy 'error))
    (string->bytevector (call-with-output-string f) encoding strategy)))
