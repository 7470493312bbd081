;;; (ice-9 exceptions): the conditions of R6RS under Guile's names.

(library (ice-9 exceptions)
  (export (rename (condition make-exception) (condition? exception?)
                  (simple-conditions simple-exceptions)
                  (message-condition? exception-with-message?)
                  (irritants-condition? exception-with-irritants?)
                  (who-condition? exception-with-origin?)
                  (make-message-condition make-exception-with-message)
                  (make-irritants-condition make-exception-with-irritants)
                  (make-who-condition make-exception-with-origin)
                  (condition-message exception-message)
                  (condition-irritants exception-irritants)
                  (condition-who exception-origin)
                  (make-violation make-programming-error)
                  (violation? programming-error?)
                  (make-assertion-violation make-assertion-failure)
                  (assertion-violation? assertion-failure?)
                  (make-undefined-violation make-undefined-variable-error)
                  (undefined-violation? undefined-variable-error?)
                  (make-non-continuable-violation make-non-continuable-error)
                  (non-continuable-violation? non-continuable-error?)
                  (make-syntax-violation make-syntax-error)
                  (syntax-violation? syntax-error?)
                  (lexical-violation? lexical-error?)
                  (make-lexical-violation make-lexical-error)
                  (guile:with-exception-handler with-exception-handler))
          make-error error? make-warning warning? raise-continuable raise-exception guard
          exception-kind exception-args
          &exception &error &programming-error &non-continuable &quit-exception
          (rename (type:warning &warning) (type:message &message) (type:irritants &irritants)
                  (type:origin &origin) (type:assertion &assertion-failure)
                  (type:undefined &undefined-variable) (type:lexical &lexical)
                  (type:syntax &syntax)
                  (type:restriction &implementation-restriction)
                  (make-implementation-restriction-violation
                    make-implementation-restriction-error)
                  (implementation-restriction-violation? implementation-restriction-error?)
                  (syntax-violation-form syntax-error-form)
                  (syntax-violation-subform syntax-error-subform))
          &external-error make-external-error external-error? make-quit-exception
          quit-exception? make-exception-type exception-type? exception-predicate
          exception-accessor define-exception-type)
  (import (only (guile) &exception &error &programming-error &non-continuable &quit-exception
                make-exception-type exception-type? exception-predicate exception-accessor)
          (lokoscope private builtins) (ice-9 control))

  (define type:warning (record-type-descriptor &warning))
  (define type:message (record-type-descriptor &message))
  (define type:irritants (record-type-descriptor &irritants))
  (define type:origin (record-type-descriptor &who))
  (define type:assertion (record-type-descriptor &assertion))
  (define type:undefined (record-type-descriptor &undefined))
  (define type:lexical (record-type-descriptor &lexical))
  (define type:syntax (record-type-descriptor &syntax))
  (define type:restriction (record-type-descriptor &implementation-restriction))

  (define (maker type) (record-constructor (make-record-constructor-descriptor type #f #f)))

  (define &external-error (make-exception-type '&external-error &error '()))
  (define make-external-error (maker &external-error))
  (define external-error? (exception-predicate &external-error))
  (define make-quit-exception (maker &quit-exception))
  (define quit-exception? (exception-predicate &quit-exception))

  (define-syntax define-exception-type
    (syntax-rules ()
      ((_ name parent constructor predicate (field accessor) ...)
       (begin
         (define name (make-exception-type 'name parent '(field ...)))
         (define constructor (maker name))
         (define predicate (exception-predicate name))
         (define-accessors name (field accessor) ...)))))

  (define-syntax define-accessors
    (syntax-rules ()
      ((_ type (field accessor) ...)
       (begin
         (define accessor (exception-accessor type (field-reader type 'field)))
         ...))))

  ;; What gets the field out of a record of the type.
  (define (field-reader type field)
    (let ((names (record-type-field-names type)))
      (let loop ((i 0))
        (if (eq? field (vector-ref names i))
            (record-accessor type i)
            (loop (+ i 1)))))))
