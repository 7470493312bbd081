;;; (ice-9 hash-table): tables from association lists; of several entries for a key the first counts.

(library (ice-9 hash-table)
  (export alist->hash-table alist->hashq-table alist->hashv-table alist->hashx-table)
  (import (lokoscope private builtins) (only (guile) hashx-set!))

  (define (converter put!)
    (lambda (alist . size)
      (let ((table (make-hash-table)))
        (for-each (lambda (entry) (put! table (car entry) (cdr entry))) (reverse alist))
        table)))

  (define alist->hash-table (converter hash-set!))

  (define alist->hashq-table (converter hashq-set!))

  (define alist->hashv-table (converter hashv-set!))

  (define (alist->hashx-table hash assoc alist . size)
    (let ((table (make-hash-table)))
      (for-each
        (lambda (entry) (hashx-set! hash assoc table (car entry) (cdr entry)))
        (reverse alist))
      table)))
