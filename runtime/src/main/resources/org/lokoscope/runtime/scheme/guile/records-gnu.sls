;;; (srfi srfi-9 gnu): records whose fields are changed in copies.

(library (srfi srfi-9 gnu)
  (export define-immutable-record-type set-field set-fields set-record-type-printer!)
  (import (guile) (lokoscope private builtins))

  (define-syntax define-immutable-record-type
    (lambda (x)
      (syntax-case x ()
        ((k type constructor predicate field ...)
         (with-syntax ((((name getter . setter) ...) #'(field ...)))
           #'(begin
               (define-record-type type constructor predicate (name getter) ...)
               (define-updaters (getter . setter) ...)))))))

  (define-syntax define-updaters
    (syntax-rules ()
      ((_ (getter . setter) ...)
       (begin (define-updater getter . setter) ...))))

  (define-syntax define-updater
    (syntax-rules ()
      ((_ getter) (begin))
      ((_ getter setter)
       (define (setter record value) (with-field record getter value)))))

  ;; A copy with one field changed. Which field a procedure gets shows in copies with a mark in one.
  (define (with-field record getter value)
    (getter record)
    (let ((mark (list 'mark)))
      (let loop ((i 0))
        (if (eq? mark (getter (%record-with record i mark)))
            (%record-with record i value)
            (loop (+ i 1))))))

  (define (with-path record path value)
    (with-field record (car path)
      (if (null? (cdr path))
          value
          (with-path ((car path) record) (cdr path) value))))

  (define-syntax set-field
    (syntax-rules ()
      ((_ record (getter ...) value)
       (with-path record (list getter ...) value))))

  (define-syntax set-fields
    (syntax-rules ()
      ((_ record) record)
      ((_ record ((getter ...) value) more ...)
       (set-fields (with-path record (list getter ...) value) more ...))))

  ;; A printer gets the record and a port. Without one, records are written with their fields.
  (define (set-record-type-printer! type printer)
    (record-writer type
      (if printer
          (lambda (record port write) (printer record port))
          default-writer))
    *unspecified*)

  (define default-writer (record-writer (record-type-descriptor (make-plain))))

  (define-record-type plain (make-plain) plain?))
