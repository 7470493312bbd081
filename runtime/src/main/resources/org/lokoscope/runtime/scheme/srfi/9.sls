;;; SRFI 9: record types.

(library (srfi :9)
  (export define-record-type)
  (import (lokoscope private builtins)))
