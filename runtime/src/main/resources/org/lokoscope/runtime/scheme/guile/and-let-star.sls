;;; (ice-9 and-let-star)

(library (ice-9 and-let-star)
  (export and-let*)
  (import (srfi :2)))
