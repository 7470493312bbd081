;;; (ice-9 arrays)

(library (ice-9 arrays)
  (export array-copy)
  (import (guile))

  (define (array-copy array)
    (let ((copy (apply make-typed-array (array-type array) *unspecified* (array-shape array))))
      (array-copy! array copy)
      copy)))
