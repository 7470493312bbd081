;;; (ice-9 peg simplify-tree)

(library (ice-9 peg simplify-tree)
  (export context-flatten keyword-flatten string-collapse)
  (import (guile peg-parsers)))
