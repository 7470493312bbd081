;; What evaluates, and is no primitive.
(library (lokoscope private eval)
  (export load %local-environment %local-environment? %environment-names
          %environment-readers %environment-writers)
  (import (lokoscope private builtins))

  (define load
    (case-lambda
      ((file) (load file (interaction-environment)))
      ((file environment)
       (for-each (lambda (form) (eval form environment)) (%source-forms file)))))

  ;; The variables around a place: their names, and procedures that read and assign them.
  (define-record-type (local-environment %local-environment %local-environment?)
    (fields
      (immutable names %environment-names)
      (immutable readers %environment-readers)
      (immutable writers %environment-writers))))
