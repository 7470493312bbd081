;;; Constructors of records, with the protocols of a type and of its ancestors.

(library (lokoscope private records)
  (export record-constructor)
  (import (lokoscope private builtins))

  (define (protocol-free? rcd)
    (or (not rcd)
        (and (not (%rcd-protocol rcd))
             (protocol-free? (%rcd-parent rcd)))))

  (define (record-constructor rcd)
    (let ((rtd (%rcd-rtd rcd)))
      (if (protocol-free? rcd)
          (%record-maker rtd)
          (let ((protocol (%rcd-protocol rcd)))
            (if (and protocol (not (record-type-parent rtd)))
                (checked (protocol (%record-maker rtd)) rtd)
                (constructor rtd rcd
                  (lambda (fields) (%make-record rtd fields))))))))

  (define (checked constructor rtd)
    (if (procedure? constructor)
        constructor
        (assertion-violation 'record-constructor
          "the protocol did not return a procedure" (record-type-name rtd))))

  (define (check-count rtd n fields)
    (unless (fx=? (length fields) n)
      (assertion-violation (record-type-name rtd)
        (string-append "expected " (number->string n) " fields") fields)))

  ;; The constructor of a part of a record. MAKE gets the list of this part's fields, inherited
  ;; ones first, and returns the record, which may be one of a descendant. RCD is #f where the
  ;; defaults hold.
  (define (constructor rtd rcd make)
    (let ((parent (record-type-parent rtd))
          (protocol (and rcd (%rcd-protocol rcd)))
          (own (%record-type-own-fields rtd)))
      (cond
        ((protocol-free? rcd)
         (let ((n (%record-type-size rtd)))
           (lambda fields
             (check-count rtd n fields)
             (make fields))))
        (parent
         (let ((new (part-maker rtd parent (%rcd-parent rcd) own make)))
           (if protocol
               (checked (protocol new) rtd)
               (default-protocol new own))))
        (else
         (checked
           (protocol
             (lambda fields
               (check-count rtd own fields)
               (make fields)))
           rtd)))))

  ;; What a protocol of a type with a parent gets: arguments for the parent's constructor, then
  ;; the type's own fields.
  (define (part-maker rtd parent parent-rcd own make)
    (lambda arguments
      (lambda fields
        (check-count rtd own fields)
        (apply
          (constructor parent parent-rcd
            (lambda (inherited) (make (append inherited fields))))
          arguments))))

  ;; The last arguments are the own fields, all before go to the parent.
  (define (default-protocol new own)
    (lambda arguments
      (let ((n (fx- (length arguments) own)))
        (apply (apply new (list-head arguments (max n 0)))
               (list-tail arguments (max n 0)))))))
