;;; SRFI 11: multiple values as variables.

(library (srfi :11)
  (export let-values let*-values)
  (import (lokoscope private builtins)))
