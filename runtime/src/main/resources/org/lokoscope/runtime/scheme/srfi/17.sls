;;; SRFI 17: set! on what a call gets.

(library (srfi :17)
  (export setter getter-with-setter
          car cdr caar cadr cdar cddr caaar caadr cadar caddr cdaar cdadr cddar cdddr caaaar
          caaadr caadar caaddr cadaar cadadr caddar cadddr cdaaar cdaadr cdadar cdaddr cddaar
          cddadr cdddar cddddr string-ref vector-ref)
  (import (lokoscope private builtins))

  (define (setter getter) (%setter getter))

  (define (getter-with-setter getter setter) (make-procedure-with-setter getter setter)))
