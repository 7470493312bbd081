;;; SRFI 69: hash tables, which are those of R6RS.

(library (srfi :69)
  (export
    make-hash-table (rename (hashtable? hash-table?)) alist->hash-table
    (rename (hashtable-equivalence-function hash-table-equivalence-function))
    hash-table-hash-function
    hash-table-ref hash-table-ref/default
    (rename (hashtable-set! hash-table-set!) (hashtable-delete! hash-table-delete!)
            (hashtable-contains? hash-table-exists?))
    hash-table-update! hash-table-update!/default
    (rename (hashtable-size hash-table-size))
    hash-table-keys hash-table-values hash-table-walk hash-table-fold hash-table->alist
    hash-table-copy hash-table-merge!
    hash string-hash string-ci-hash hash-by-identity)
  (import (lokoscope private builtins))

  ;; Hashing

  (define (bounded hash bound)
    (if (or (null? bound) (not (car bound))) hash (mod hash (car bound))))

  (define (hash object . bound) (bounded (equal-hash object) bound))
  (define (hash-by-identity object . bound) (bounded (eq-hash object) bound))

  ;; Equal numbers have one hash, exact or not.
  (define (numeric-hash x . bound)
    (bounded (if (and (real? x) (finite? x)) (equal-hash (exact x)) 0) bound))

  (define (default-hash same?)
    (cond
      ((or (eq? same? eq?) (eq? same? eqv?)) hash-by-identity)
      ((eq? same? string=?) string-hash)
      ((eq? same? string-ci=?) string-ci-hash)
      ((eq? same? =) numeric-hash)
      ((eq? same? char-ci=?) (lambda (c . bound) (bounded (eqv-hash (char-foldcase c)) bound)))
      (else hash)))

  ;; Hash functions of programs may insist on a bound.
  (define (one-argument hash)
    (if (%procedure-accepts? hash 1)
        hash
        (lambda (x) (hash x #x1FFFFFFF))))

  ;; Constructors

  (define make-hash-table
    (case-lambda
      (() (make-equal-hashtable))
      ((same?)
       (cond
         ((eq? same? eq?) (make-eq-hashtable))
         ((or (eq? same? eqv?) (eq? same? char=?)) (make-eqv-hashtable))
         ((eq? same? equal?) (make-equal-hashtable))
         ((eq? same? string=?) (make-string-hashtable))
         (else (make-hashtable (default-hash same?) same?))))
      ((same? hash . arguments)
       (if (eq? hash (default-hash same?))
           (make-hash-table same?)
           (make-hashtable (one-argument hash) same?)))))

  (define (alist->hash-table alist . arguments)
    (let ((table (apply make-hash-table arguments)))
      (for-each
        (lambda (entry)
          (unless (hashtable-contains? table (car entry))
            (hashtable-set! table (car entry) (cdr entry))))
        alist)
      table))

  (define (hash-table-hash-function table)
    (or (hashtable-hash-function table) hash-by-identity))

  ;; Elements

  (define missing (list 'missing))

  (define hash-table-ref
    (case-lambda
      ((table key)
       (hash-table-ref table key
         (lambda () (assertion-violation 'hash-table-ref "no such key" key))))
      ((table key fail)
       (let ((value (hashtable-ref table key missing)))
         (if (eq? value missing) (fail) value)))))

  (define (hash-table-ref/default table key default)
    (hashtable-ref table key default))

  (define (hash-table-update! table key f . fail)
    (hashtable-set! table key (f (apply hash-table-ref table key fail))))

  (define (hash-table-update!/default table key f default)
    (hashtable-set! table key (f (hashtable-ref table key default))))

  ;; The whole contents

  (define (hash-table-keys table)
    (vector->list (hashtable-keys table)))

  (define (hash-table-values table)
    (let-values (((keys values) (hashtable-entries table)))
      (vector->list values)))

  (define (hash-table-walk table f)
    (let-values (((keys values) (hashtable-entries table)))
      (vector-for-each f keys values)))

  (define (hash-table-fold table f nil)
    (let-values (((keys values) (hashtable-entries table)))
      (let loop ((i 0) (state nil))
        (if (fx<? i (vector-length keys))
            (loop (fx+ i 1) (f (vector-ref keys i) (vector-ref values i) state))
            state))))

  (define (hash-table->alist table)
    (hash-table-fold table (lambda (key value alist) (cons (cons key value) alist)) '()))

  (define (hash-table-copy table . options) (hashtable-copy table #t))

  (define (hash-table-merge! table other)
    (hash-table-walk other (lambda (key value) (hashtable-set! table key value)))
    table))
