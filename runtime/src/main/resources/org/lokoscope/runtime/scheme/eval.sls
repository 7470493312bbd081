;; What evaluates, and is no primitive.
(library (lokoscope private eval)
  (export load)
  (import (lokoscope private builtins))

  (define load
    (case-lambda
      ((file) (load file (interaction-environment)))
      ((file environment)
       (for-each (lambda (form) (eval form environment)) (%source-forms file))))))
