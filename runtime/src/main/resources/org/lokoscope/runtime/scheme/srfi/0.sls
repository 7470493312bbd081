;;; SRFI 0: a program's requirements.

(library (srfi :0)
  (export cond-expand)
  (import (lokoscope private builtins)))
