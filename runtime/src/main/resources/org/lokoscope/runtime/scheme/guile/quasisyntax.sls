;;; (ice-9 quasisyntax)

(library (ice-9 quasisyntax)
  (export quasisyntax unsyntax unsyntax-splicing)
  (import (guile)))
