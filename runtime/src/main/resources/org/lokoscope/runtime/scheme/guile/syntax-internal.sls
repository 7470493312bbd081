;;; Syntax objects: what of Guile's representation of them has a meaning here.

(library (system syntax internal)
  (export syntax?)
  (import (only (lokoscope private builtins) syntax?))

  )
