;;; SRFI 35: conditions, which are those of R6RS here.

(library (srfi :35)
  (export make-condition-type condition-type? make-condition condition? condition-has-type?
          condition-ref make-compound-condition extract-condition define-condition-type
          (rename (condition-35 condition) (type:condition &condition) (type:message &message)
                  (type:serious &serious) (type:error &error))
          message-condition? condition-message serious-condition? error?)
  (import (lokoscope private builtins))

  (define type:condition (record-type-descriptor &condition))
  (define type:message (record-type-descriptor &message))
  (define type:serious (record-type-descriptor &serious))
  (define type:error (record-type-descriptor &error))

  (define (make-condition-type id parent fields)
    (make-record-type-descriptor id parent #f #f #f
      (list->vector (map (lambda (field) (list 'immutable field)) fields))))

  (define (condition-type? x)
    (and (record-type-descriptor? x)
         (let loop ((type x))
           (and type (or (eq? type type:condition) (loop (record-type-parent type)))))))

  ;; The fields of a type and of those above it, as they are given to its constructor.
  (define (all-fields type)
    (if type
        (append (all-fields (record-type-parent type))
                (vector->list (record-type-field-names type)))
        '()))

  (define (make-simple type values)
    (apply (record-constructor (make-record-constructor-descriptor type #f #f))
      (map (lambda (field)
             (let ((value (assq field values)))
               (if value
                   (cdr value)
                   (assertion-violation 'make-condition "no value for field" field type))))
           (all-fields type))))

  (define (pairs fields)
    (if (null? fields)
        '()
        (cons (cons (car fields) (cadr fields)) (pairs (cddr fields)))))

  (define (make-condition type . fields) (make-simple type (pairs fields)))

  (define (make-compound-condition . conditions) (apply condition conditions))

  (define (has-type? part type)
    (let loop ((own (record-rtd part)))
      (and own (or (eq? own type) (loop (record-type-parent own))))))

  (define (condition-has-type? condition type)
    (exists (lambda (part) (has-type? part type)) (simple-conditions condition)))

  (define (extract-condition condition type)
    (let ((part (find (lambda (part) (has-type? part type)) (simple-conditions condition))))
      (or part
          (assertion-violation 'extract-condition "the condition is not of this type" condition
                               type))))

  ;; A procedure that gets the field, or #f if the type has none of that name.
  (define (getter type field)
    (and type
         (let ((names (record-type-field-names type)))
           (let loop ((i 0))
             (cond
               ((= i (vector-length names)) (getter (record-type-parent type) field))
               ((eq? field (vector-ref names i)) (record-accessor type i))
               (else (loop (+ i 1))))))))

  (define (condition-ref condition field)
    (let loop ((parts (simple-conditions condition)))
      (if (null? parts)
          (assertion-violation 'condition-ref "the condition has no such field" condition field)
          (let ((get (getter (record-rtd (car parts)) field)))
            (if get (get (car parts)) (loop (cdr parts)))))))

  ;; Of the fields that are given, the parts that need one of the same name share it.
  (define (build types values)
    (apply condition
      (map (lambda (type)
             (make-simple type
               (filter (lambda (value) (memq (car value) (all-fields type))) values)))
           types)))

  (define-syntax condition-35
    (syntax-rules ()
      ((_ (type (field value) ...) ...)
       (build (list type ...) (append (list (cons 'field value) ...) ...)))))

  (define-syntax define-condition-type
    (syntax-rules ()
      ((_ name parent predicate (field accessor) ...)
       (begin
         (define name (make-condition-type 'name parent '(field ...)))
         (define (predicate x) (and (condition? x) (condition-has-type? x name)))
         (define (accessor condition) (condition-ref condition 'field))
         ...)))))
