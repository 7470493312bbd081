;;; (ice-9 weak-vector)

(library (ice-9 weak-vector)
  (export make-weak-vector list->weak-vector weak-vector weak-vector? weak-vector-ref
          weak-vector-set! weak-vector-length)
  (import (guile) (lokoscope private builtins))

  (define* (make-weak-vector size #:optional (fill *unspecified*))
    (list->weak-vector (make-list size fill)))

  (define (weak-vector . items) (list->weak-vector items))

  (define (weak-vector-length vector) (%weak-vector-length vector)))
