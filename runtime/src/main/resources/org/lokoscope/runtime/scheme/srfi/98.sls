;;; SRFI 98: the environment of the operating system.

(library (srfi :98)
  (export get-environment-variable get-environment-variables)
  (import (lokoscope private builtins)))
