;;; SRFI 23: errors. The first argument is the message; no other tells who complains.

(library (srfi :23)
  (export (rename (r7rs:error error)))
  (import (lokoscope private builtins)))
