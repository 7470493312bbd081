;;; (system base compile): forms run as they are; no files of code are written.

(library (system base compile)
  (export compile compile-and-load default-optimization-level default-warning-level)
  (import (guile))

  (define default-optimization-level (make-parameter 2))
  (define default-warning-level (make-parameter 1))

  (define* (compile form #:key (env (current-module)) (from 'scheme) (to 'value) (opts '())
                    optimization-level warning-level)
    (eval form env))

  (define* (compile-and-load file #:key from to env opts) (primitive-load file)))
