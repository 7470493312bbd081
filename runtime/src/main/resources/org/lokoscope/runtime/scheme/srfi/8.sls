;;; SRFI 8: multiple values as variables.

(library (srfi :8)
  (export receive)
  (import (lokoscope private builtins)))
