;;; (ice-9 read)

(library (ice-9 read)
  (export read read-syntax)
  (import (guile)))
