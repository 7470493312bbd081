;;; (system base ck): macros whose operands are expanded first.

(library (system base ck)
  (export ck)
  (import (guile))

  (define-syntax ck
    (syntax-rules (quote)
      ((_ () 'value) value)
      ((_ (((op ...) ea ...) . stack) 'value) (ck-arguments stack (op ... 'value) ea ...))
      ((_ stack (op ea ...)) (ck-arguments stack (op) ea ...))))

  (define-syntax ck-arguments
    (syntax-rules (quote)
      ((_ stack (op value ...)) (op stack value ...))
      ((_ stack (op ...) 'value more ...) (ck-arguments stack (op ... 'value) more ...))
      ((_ stack (op ...) ea more ...) (ck (((op ...) more ...) . stack) ea)))))
