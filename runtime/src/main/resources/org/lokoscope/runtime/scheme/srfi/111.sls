;;; SRFI 111: boxes.

(library (srfi :111)
  (export box box? unbox set-box!)
  (import (lokoscope private builtins)))
