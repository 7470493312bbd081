;;; (fibers timers): times are in internal time units, nanoseconds since the program began.

(library (fibers timers)
  (export sleep-operation (rename (%timer-operation timer-operation)) sleep)
  (import (lokoscope private builtins)))
