;;; (ice-9 save-stack)

(library (ice-9 save-stack)
  (export save-stack stack-saved? the-last-stack)
  (import (guile))

  (define the-last-stack (make-fluid #f))
  (define stack-saved? #f)
  (define (save-stack . narrowing) (fluid-set! the-last-stack (make-stack #t))))
