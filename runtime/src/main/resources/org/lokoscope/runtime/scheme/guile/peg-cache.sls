;;; (ice-9 peg cache)

(library (ice-9 peg cache)
  (export cg-cached-parser)
  (import (guile) (guile peg-parsers))

  (define (cg-cached-parser parser) #`(cached #,parser)))
