;;; SRFI 31: an expression that is recursive by name.

(library (srfi :31)
  (export rec)
  (import (lokoscope private builtins))

  (define-syntax rec
    (syntax-rules ()
      ((_ (name . variables) body0 body ...)
       (letrec ((name (lambda variables body0 body ...))) name))
      ((_ name expression)
       (letrec ((name expression)) name)))))
