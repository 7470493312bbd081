;;; (ice-9 session): finding names.

(library (ice-9 session)
  (export apropos apropos-internal apropos-fold apropos-fold-accessible apropos-fold-all
          apropos-fold-exported procedure-arguments arity help add-value-help-handler!
          remove-value-help-handler! add-name-help-handler! remove-name-help-handler!
          module-commentary)
  (import (guile) (lokoscope private builtins))

  (define (matching pattern)
    (let ((rx (make-regexp pattern)))
      (lambda (name) (regexp-exec rx (symbol->string name)))))

  ;; The names that the program sees: its own and those of the core.
  (define (modules) (list (current-module) (resolve-interface '(guile))))

  (define (apropos-internal pattern)
    (let ((fits? (matching pattern)))
      (apply append
        (map (lambda (module) (filter fits? (%module-own-names module))) (modules)))))

  (define (apropos pattern . options)
    (for-each (lambda (name) (display name) (newline)) (apropos-internal pattern)))

  (define* (apropos-fold f value pattern #:optional fold-module)
    (let loop ((names (apropos-internal pattern)) (value value))
      (if (null? names)
          value
          (loop (cdr names)
                (let ((variable (module-variable (current-module) (car names))))
                  (f (current-module) (car names)
                     (and variable (variable-bound? variable) (variable-ref variable))
                     value))))))

  (define (apropos-fold-accessible module) (lambda (f value) (f module value)))
  (define (apropos-fold-exported f value) (f (current-module) value))
  (define (apropos-fold-all f value) (f (current-module) value))

  (define (procedure-arguments f)
    (let ((arity (procedure-minimum-arity f)))
      (list (cons 'required (make-list (car arity) '_))
            (cons 'optional (make-list (cadr arity) '_))
            (cons 'keyword '())
            (cons 'allow-other-keys? #f)
            (cons 'rest (and (caddr arity) 'rest)))))

  (define (arity f)
    (display (procedure-minimum-arity f))
    (newline))

  (define-syntax help
    (syntax-rules () ((_ . name) (begin (display "No documentation.") (newline)))))

  (define (add-value-help-handler! f) *unspecified*)
  (define (remove-value-help-handler! f) *unspecified*)
  (define (add-name-help-handler! f) *unspecified*)
  (define (remove-name-help-handler! f) *unspecified*)
  (define (module-commentary name) #f))
