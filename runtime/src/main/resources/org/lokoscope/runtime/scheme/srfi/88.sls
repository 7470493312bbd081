;;; SRFI 88: keywords, which are read as #:name here.

(library (srfi :88)
  (export keyword? keyword->string string->keyword)
  (import (lokoscope private builtins))

  (define (keyword->string keyword) (symbol->string (keyword->symbol keyword)))
  (define (string->keyword string) (symbol->keyword (string->symbol string))))
