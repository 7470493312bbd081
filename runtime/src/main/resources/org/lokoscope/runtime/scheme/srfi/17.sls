;;; SRFI 17: set! on what a call gets.

(library (srfi :17)
  (export setter getter-with-setter)
  (import (lokoscope private builtins))

  (define (setter getter) (%setter getter))

  (define (getter-with-setter getter setter) (make-procedure-with-setter getter setter)))
