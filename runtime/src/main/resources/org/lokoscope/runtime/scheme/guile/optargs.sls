;;; (ice-9 optargs): optional arguments and keywords.

(library (ice-9 optargs)
  (export define* define*-public lambda* let-optional let-optional* let-keywords let-keywords*
          defmacro* defmacro*-public)
  (import (guile))

  ;; (let-optional rest (name (name default) ...) body ...): what is left has no name.
  (define-syntax let-optional
    (syntax-rules ()
      ((_ rest bindings body ...)
       (let ((all rest)) (bind-optional all bindings body ...)))))

  (define-syntax let-optional*
    (syntax-rules ()
      ((_ rest bindings body ...) (let-optional rest bindings body ...))))

  (define-syntax bind-optional
    (syntax-rules ()
      ((_ all () body ...) (let () body ...))
      ((_ all ((name default) . more) body ...)
       (let* ((given all)
              (name (if (pair? given) (car given) default))
              (left (if (pair? given) (cdr given) '())))
         (bind-optional left more body ...)))
      ((_ all (name . more) body ...)
       (bind-optional all ((name #f) . more) body ...))
      ((_ all name body ...) (let ((name all)) body ...))))

  (define (keyword-value arguments keyword default)
    (let loop ((rest arguments))
      (cond
        ((or (null? rest) (null? (cdr rest))) (default))
        ((eq? keyword (car rest)) (cadr rest))
        (else (loop (cdr rest))))))

  (define-syntax let-keywords
    (syntax-rules ()
      ((_ rest allow-others? bindings body ...)
       (let ((all rest)) (bind-keywords all bindings body ...)))))

  (define-syntax let-keywords*
    (syntax-rules ()
      ((_ rest allow-others? bindings body ...)
       (let-keywords rest allow-others? bindings body ...))))

  (define-syntax bind-keywords
    (syntax-rules ()
      ((_ all () body ...) (let () body ...))
      ((_ all ((name default) . more) body ...)
       (let ((name (keyword-value all (symbol->keyword 'name) (lambda () default))))
         (bind-keywords all more body ...)))
      ((_ all (name . more) body ...)
       (bind-keywords all ((name #f) . more) body ...))))

  (define-syntax defmacro*
    (syntax-rules ()
      ((_ name formals body ...) (define-macro name (lambda* formals body ...)))))

  (define-syntax defmacro*-public
    (syntax-rules ()
      ((_ name formals body ...)
       (begin (export name) (define-macro name (lambda* formals body ...)))))))
