;;; Hashtables with procedures of the program's own, over a table from hash values to association
;;; lists. What stands for such a table is a vector of procedures; their order is that of
;;; HashtablePrimitives.Operation in Java.

(library (lokoscope private hashtables)
  (export make-hashtable hashtable-update! hashtable-walk hashtable-values hashtable-cells
          hashtable->alist hashtable-for-each)
  (import (lokoscope private builtins))

  (define make-hashtable
    (case-lambda
      ((hash same?) (make-hashtable hash same? 0))
      ((hash same? size)
       (unless (procedure? hash)
         (assertion-violation 'make-hashtable "expected a procedure" hash))
       (unless (procedure? same?)
         (assertion-violation 'make-hashtable "expected a procedure" same?))
       (cond
         ((and (eq? same? equal?) (eq? hash equal-hash)) (make-equal-hashtable))
         ((and (eq? same? string=?) (eq? hash string-hash)) (make-string-hashtable))
         (else (make-custom hash same? #t (make-eqv-hashtable) 0))))))

  (define (find same? key bucket)
    (cond
      ((null? bucket) #f)
      ((same? (caar bucket) key) (car bucket))
      (else (find same? key (cdr bucket)))))

  (define (without entry bucket)
    (if (eq? (car bucket) entry)
        (cdr bucket)
        (cons (car bucket) (without entry (cdr bucket)))))

  (define (bucket-entries buckets)
    (let-values (((hashes lists) (hashtable-entries buckets)))
      (apply append (vector->list lists))))

  (define (copy-buckets buckets)
    (let ((copy (make-eqv-hashtable)))
      (vector-for-each
        (lambda (h)
          (hashtable-set! copy h
            (map (lambda (entry) (cons (car entry) (cdr entry)))
                 (hashtable-ref buckets h '()))))
        (hashtable-keys buckets))
      copy))

  (define (make-custom hash same? mutable? buckets size)
    (define (bucket h) (hashtable-ref buckets h '()))
    (define (check-mutable who table)
      (unless mutable?
        (assertion-violation who "the hashtable is immutable" table)))
    (define (ref table key default)
      (let ((entry (find same? key (bucket (hash key)))))
        (if entry (cdr entry) default)))
    (define (set table key value)
      (check-mutable 'hashtable-set! table)
      (let* ((h (hash key)) (entry (find same? key (bucket h))))
        (if entry
            (set-cdr! entry value)
            (begin
              (hashtable-set! buckets h (append (bucket h) (list (cons key value))))
              (set! size (+ size 1))))))
    (define (delete table key)
      (check-mutable 'hashtable-delete! table)
      (let* ((h (hash key)) (entry (find same? key (bucket h))))
        (when entry
          (let ((rest (without entry (bucket h))))
            (if (null? rest)
                (hashtable-delete! buckets h)
                (hashtable-set! buckets h rest)))
          (set! size (- size 1)))))
    (define (contains? table key)
      (and (find same? key (bucket (hash key))) #t))
    (define (clear table)
      (check-mutable 'hashtable-clear! table)
      (hashtable-clear! buckets)
      (set! size 0))
    (define (keys table)
      (list->vector (map car (bucket-entries buckets))))
    (define (entries table)
      (let ((all (bucket-entries buckets)))
        (values (list->vector (map car all)) (list->vector (map cdr all)))))
    (define (copy table mutable?)
      (make-custom hash same? mutable? (copy-buckets buckets) size))
    (%make-custom-hashtable
      (vector ref set delete contains? (lambda (table) size) clear keys entries copy same? hash)
      mutable?))

  (define (hashtable-update! table key f default)
    (hashtable-set! table key (f (hashtable-ref table key default))))

  (define (hashtable-walk table f)
    (let-values (((keys values) (hashtable-entries table)))
      (vector-for-each f keys values)))

  (define (hashtable-for-each f table)
    (hashtable-walk table f))

  (define (hashtable-values table)
    (let-values (((keys values) (hashtable-entries table)))
      values))

  (define (hashtable-cells table)
    (let-values (((keys values) (hashtable-entries table)))
      (vector-map cons keys values)))

  (define (hashtable->alist table)
    (vector->list (hashtable-cells table))))
