;;; SRFI 39: parameters.

(library (srfi :39)
  (export make-parameter parameterize)
  (import (lokoscope private builtins)))
