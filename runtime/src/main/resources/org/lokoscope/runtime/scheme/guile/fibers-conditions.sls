;;; (fibers conditions)

(library (fibers conditions)
  (export (rename (make-cvar make-condition) (cvar? condition?) (signal-cvar! signal-condition!))
          wait-operation wait)
  (import (lokoscope private builtins)))
