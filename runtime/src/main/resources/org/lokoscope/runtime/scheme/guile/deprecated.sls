;;; (ice-9 deprecated)

(library (ice-9 deprecated)
  (export copy-tree)
  (import (guile)))
