;;; SRFI 145: assumptions, which are always checked.

(library (srfi :145)
  (export assume)
  (import (lokoscope private builtins))

  (define-syntax assume
    (syntax-rules ()
      ((_ expression message ...)
       (or expression
           (assertion-violation 'assume "assumption does not hold"
             'expression message ...)))
      ((_) (syntax-error "assume: expected an expression")))))
