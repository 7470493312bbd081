;;; SRFI 6: ports on strings.

(library (srfi :6)
  (export open-input-string open-output-string get-output-string)
  (import (lokoscope private builtins)))
