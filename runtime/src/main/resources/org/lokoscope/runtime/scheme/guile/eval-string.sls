;;; (ice-9 eval-string)

(library (ice-9 eval-string)
  (export (rename (eval-text eval-string)))
  (import (guile))

  (define* (eval-text text #:key (module (current-module)) file line column lang compile?)
    (let ((port (open-input-string text)))
      (let loop ((value *unspecified*))
        (let ((form (read port)))
          (if (eof-object? form)
              value
              (loop (eval form module))))))))
