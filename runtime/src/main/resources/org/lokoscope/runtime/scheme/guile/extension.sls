;;; What the modules of an installed Guile ask of the system before anything else.

(library (guile extension)
  (export load-extension)
  (import (guile))

  ;; What Guile's own extensions bring is here already, or it is missing.
  (define (load-extension library init)
    (unless (string-prefix? "libguile" library)
      (scm-error 'misc-error "load-extension" "this system loads no foreign code: ~S ~S"
        (list library init) #f))))
