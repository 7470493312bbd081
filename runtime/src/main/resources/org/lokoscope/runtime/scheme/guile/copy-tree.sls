;;; (ice-9 copy-tree)

(library (ice-9 copy-tree)
  (export copy-tree)
  (import (guile)))
