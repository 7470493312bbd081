;;; SRFI 45: promises that delegate without growing the stack.

(library (srfi :45)
  (export delay lazy force (rename (make-promise eager)) promise?)
  (import (lokoscope private builtins)))
