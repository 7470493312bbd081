;;; (fibers channels)

(library (fibers channels)
  (export make-channel channel? put-operation get-operation put-message get-message)
  (import (lokoscope private builtins)))
