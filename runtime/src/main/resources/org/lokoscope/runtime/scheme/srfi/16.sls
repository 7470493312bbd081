;;; SRFI 16: procedures that look at the number of their arguments.

(library (srfi :16)
  (export case-lambda)
  (import (lokoscope private builtins)))
