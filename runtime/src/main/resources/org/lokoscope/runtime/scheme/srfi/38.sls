;;; SRFI 38: data with sharing, as text.

(library (srfi :38)
  (export write-with-shared-structure read-with-shared-structure
          (rename (write-with-shared-structure write/ss) (read-with-shared-structure read/ss)))
  (import (lokoscope private builtins))

  (define write-with-shared-structure
    (case-lambda
      ((datum) (write-shared datum))
      ((datum port . option) (write-shared datum port))))

  (define (read-with-shared-structure . port) (apply read port)))
