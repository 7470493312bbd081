;;; (ice-9 iconv): text as bytes of an encoding, which is any that Java knows.

(library (ice-9 iconv)
  (export string->bytevector bytevector->string call-with-encoded-output-string)
  (import (guile) (only (lokoscope private builtins) %encoding? %encode %decode))

  (define (check encoding)
    (unless (%encoding? encoding)
      (scm-error 'misc-error "open_iconv_descriptors" "invalid or unknown character encoding ~S"
                 (list encoding) #f)))

  ;; What cannot be encoded raises (error), becomes a question mark (substitute) or an escape.
  (define* (string->bytevector string encoding #:optional (strategy 'error))
    (check encoding)
    (let ((bytes (%encode string encoding (eq? strategy 'substitute))))
      (cond
        ((not (integer? bytes)) bytes)
        ((eq? strategy 'escape)
         (string->bytevector (escaped string bytes) encoding strategy))
        (else
         (throw 'encoding-error "put-char" "conversion to port encoding failed" 84 #f
                (string-ref string bytes))))))

  (define (escaped string place)
    (let ((code (number->string (char->integer (string-ref string place)) 16)))
      (string-append (substring string 0 place)
                     (cond
                       ((<= (string-length code) 2) (string-append "\\x" (pad code 2)))
                       ((<= (string-length code) 4) (string-append "\\u" (pad code 4)))
                       (else (string-append "\\U" (pad code 6))))
                     (substring string (+ place 1)))))

  (define (pad code size) (string-pad code size #\0))

  (define* (bytevector->string bytes encoding #:optional (strategy 'error))
    (check encoding)
    (or (%decode bytes encoding (not (eq? strategy 'error)))
        (throw 'decoding-error "peek-char" "input decoding error" 84 #f)))

  (define* (call-with-encoded-output-string encoding f #:optional (strategy 'error))
    (string->bytevector (call-with-output-string f) encoding strategy)))
