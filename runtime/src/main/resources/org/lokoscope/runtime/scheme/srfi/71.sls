;;; SRFI 71: let, let* and letrec whose bindings take several values.

(library (srfi :71)
  (export (rename (let-71 let) (let*-71 let*) (letrec-71 letrec))
          values->list values->vector unlist unvector uncons uncons-2 uncons-3 uncons-4 uncons-cons)
  (import (lokoscope private builtins))

  (define-syntax let-71
    (lambda (x)
      (syntax-case x ()
        ((_ name ((variable value) ...) body ...)
         (identifier? #'name)
         #'(let name ((variable value) ...) body ...))
        ((_ (binding ...) body ...)
         (let loop ((bindings #'(binding ...)) (plain '()))
           (syntax-case bindings ()
             (() #`(let-values #,(reverse plain) body ...))
             ((((values . formals) value) . rest)
              (loop #'rest (cons #'(formals value) plain)))
             (((variable ... value) . rest)
              (loop #'rest (cons #'((variable ...) value) plain)))))))))

  (define-syntax let*-71
    (syntax-rules ()
      ((_ () body ...) (let () body ...))
      ((_ (binding . rest) body ...)
       (let-71 (binding) (let*-71 rest body ...)))))

  (define-syntax letrec-71
    (syntax-rules ()
      ((_ ((variable value) ...) body ...) (letrec ((variable value) ...) body ...))))

  (define-syntax values->list
    (syntax-rules ()
      ((_ expression) (call-with-values (lambda () expression) list))))

  (define-syntax values->vector
    (syntax-rules ()
      ((_ expression) (call-with-values (lambda () expression) vector))))

  (define (unlist list) (apply values list))
  (define (unvector vector) (apply values (vector->list vector)))
  (define (uncons pair) (values (car pair) (cdr pair)))
  (define (uncons-2 list) (values (car list) (cadr list) (cddr list)))
  (define (uncons-3 list) (values (car list) (cadr list) (caddr list) (cdddr list)))
  (define (uncons-4 list)
    (values (car list) (cadr list) (caddr list) (cadddr list) (cddddr list)))
  (define (uncons-cons alist) (values (caar alist) (cdar alist) (cdr alist))))
