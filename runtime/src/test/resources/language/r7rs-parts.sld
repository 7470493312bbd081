;; Used by r7rs-programs: a library whose parts stand in other files.
(define-library (r7rs-parts)
  (include-library-declarations "r7rs-parts-declarations.txt")
  (export included-value folded-value)
  (export part-macro (rename inside renamed-outside))
  (import (scheme base))
  (include "r7rs-parts-body.txt")
  (include-ci "r7rs-parts-folded.txt")
  (begin
    (define (inside) (list 1 2 3))
    (define-syntax part-macro (syntax-rules () ((_) 'a-macro)))))
