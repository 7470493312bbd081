(library (loko-found)
  (export found)
  (import (rnrs) (only (loko) include/resolve))
  (include/resolve ("parts") "loko-found-body.scm"))
