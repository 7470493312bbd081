;;; (ice-9 local-eval): code is evaluated among the variables of a procedure. The expander makes
;;; (the-environment) a call of %local-environment (LocalEnvironment.java).

(library (ice-9 local-eval)
  (export the-environment local-eval local-compile)
  (import (guile) (lokoscope private builtins))

  ;; Each variable is a keyword that reads and assigns through a procedure.
  (define (local-eval expression environment)
    (if (%local-environment? environment)
        (let* ((names (%environment-names environment))
               (reads (map (lambda (name) (gensym "read")) names))
               (writes (map (lambda (name) (gensym "write")) names)))
          (apply
            (eval `(lambda (,@reads ,@writes)
                     (let-syntax
                         ,(map (lambda (name read write)
                                 `(,name (identifier-syntax (id (,read)) ((set! id value) (,write value)))))
                               names reads writes)
                       ,expression))
                  (current-module))
            (append (%environment-readers environment) (%environment-writers environment))))
        (eval expression environment)))

  (define* (local-compile expression environment #:key opts) (local-eval expression environment)))
