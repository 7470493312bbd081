;;; (ice-9 vlist): lists and association lists with fast access. A vlist is a list with its length;
;;; a vhash adds a table from keys to their entries, which belongs to the longest of those that
;;; share it.

(library (ice-9 vlist)
  (export vlist? vlist-cons vlist-head vlist-tail vlist-null? vlist-null list->vlist vlist-ref
          vlist-drop vlist-take vlist-length vlist-fold vlist-fold-right vlist-map vlist-unfold
          vlist-unfold-right vlist-append vlist-reverse vlist-filter vlist-delete vlist->list
          vlist-for-each block-growth-factor vhash? vhash-cons vhash-consq vhash-consv vhash-assoc
          vhash-assq vhash-assv vhash-delete vhash-delq vhash-delv vhash-fold vhash-fold-right
          vhash-fold* vhash-foldq* vhash-foldv* alist->vhash)
  (import (guile))

  (define-record-type vlist
    (make-vlist items length keys)
    vlist?
    (items items-of)
    (length vlist-length)
    (keys keys-of))

  (define vlist-null (make-vlist '() 0 #f))
  (define block-growth-factor (make-fluid 2))

  (define (vlist-cons x vlist)
    (make-vlist (cons x (items-of vlist)) (+ 1 (vlist-length vlist)) #f))

  (define (vlist-null? vlist) (= 0 (vlist-length vlist)))

  (define (check-not-empty who vlist)
    (when (vlist-null? vlist)
      (scm-error 'wrong-type-arg who "Wrong type argument: ~S" (list vlist) (list vlist))))

  (define (vlist-head vlist)
    (check-not-empty "vlist-head" vlist)
    (car (items-of vlist)))

  (define (vlist-tail vlist)
    (check-not-empty "vlist-tail" vlist)
    (make-vlist (cdr (items-of vlist)) (- (vlist-length vlist) 1) (keys-of vlist)))

  (define (list->vlist list) (make-vlist list (length list) #f))
  (define (vlist->list vlist) (append (items-of vlist) '()))
  (define (vlist-ref vlist i) (list-ref (items-of vlist) i))

  (define (vlist-drop vlist count)
    (make-vlist (list-tail (items-of vlist) count) (- (vlist-length vlist) count)
                (keys-of vlist)))

  (define (vlist-take vlist count) (list->vlist (list-head (items-of vlist) count)))

  (define (vlist-fold f value vlist)
    (let loop ((items (items-of vlist)) (value value))
      (if (null? items) value (loop (cdr items) (f (car items) value)))))

  (define (vlist-fold-right f value vlist)
    (let loop ((items (reverse (items-of vlist))) (value value))
      (if (null? items) value (loop (cdr items) (f (car items) value)))))

  (define (vlist-map f vlist) (list->vlist (map f (items-of vlist))))
  (define (vlist-for-each f vlist) (for-each f (items-of vlist)))
  (define (vlist-reverse vlist) (list->vlist (reverse (items-of vlist))))
  (define (vlist-filter keep? vlist) (list->vlist (filter keep? (items-of vlist))))

  (define (vlist-append . vlists) (list->vlist (append-map* vlists)))

  (define (append-map* vlists) (apply append (map vlist->list vlists)))

  (define* (vlist-delete x vlist #:optional (same? equal?))
    (vlist-filter (lambda (item) (not (same? x item))) vlist))

  (define* (vlist-unfold stop? mapper successor seed #:optional (tail (lambda (seed) vlist-null)))
    (let loop ((seed seed) (items '()))
      (if (stop? seed)
          (list->vlist (append-reverse items (vlist->list (tail seed))))
          (loop (successor seed) (cons (mapper seed) items)))))

  (define (append-reverse reversed rest) (append (reverse reversed) rest))

  (define* (vlist-unfold-right stop? mapper successor seed #:optional (tail vlist-null))
    (let loop ((seed seed) (vlist tail))
      (if (stop? seed)
          vlist
          (loop (successor seed) (vlist-cons (mapper seed) vlist)))))

  ;; The table of a vhash maps a key to its entries, latest first, each with the length that the
  ;; vhash had with it. Entries beyond the length belong to longer ones.

  (define (vhash? x)
    (and (vlist? x) (or (vlist-null? x) (and (keys-of x) #t))))

  (define (vhash-cons key value vhash)
    (let* ((count (+ 1 (vlist-length vhash)))
           (entry (cons key value))
           (keys (table-for vhash)))
      (hash-set! (cdr keys) key (cons (cons count entry) (hash-ref (cdr keys) key '())))
      (set-car! keys count)
      (make-vlist (cons entry (items-of vhash)) count keys)))

  (define (vhash-consq key value vhash) (vhash-cons key value vhash))
  (define (vhash-consv key value vhash) (vhash-cons key value vhash))

  ;; A pair of the greatest length that the table knows and the table. Only the longest goes on
  ;; with it; others get one of their own.
  (define (table-for vhash)
    (let ((keys (keys-of vhash)))
      (if (and keys (= (car keys) (vlist-length vhash)))
          keys
          (let ((table (make-hash-table)))
            (let loop ((items (reverse (items-of vhash))) (count 1))
              (unless (null? items)
                (hash-set! table (caar items)
                  (cons (cons count (car items)) (hash-ref table (caar items) '())))
                (loop (cdr items) (+ count 1))))
            (cons (vlist-length vhash) table)))))

  (define (entries vhash key same?)
    (if (vlist-null? vhash)
        '()
        (filter
          (lambda (entry)
            (and (<= (car entry) (vlist-length vhash)) (same? key (cadr entry))))
          (hash-ref (cdr (keys-of vhash)) key '()))))

  (define (plain-assoc same?)
    (lambda (key vhash)
      (let ((found (entries vhash key same?)))
        (and (pair? found) (cdar found)))))

  ;; A comparison of the program's need not agree with the table.
  (define* (vhash-assoc key vhash #:optional (same? equal?) hash)
    (if (eq? same? equal?)
        ((plain-assoc equal?) key vhash)
        (or-map (lambda (entry) (and (same? key (car entry)) entry)) (items-of vhash))))

  (define vhash-assq (plain-assoc eq?))
  (define vhash-assv (plain-assoc eqv?))

  (define (rebuilt items)
    (let loop ((items (reverse items)) (vhash vlist-null))
      (if (null? items)
          vhash
          (loop (cdr items) (vhash-cons (caar items) (cdar items) vhash)))))

  (define* (vhash-delete key vhash #:optional (same? equal?) hash)
    (rebuilt (filter (lambda (entry) (not (same? key (car entry)))) (items-of vhash))))

  (define (vhash-delq key vhash) (vhash-delete key vhash eq?))
  (define (vhash-delv key vhash) (vhash-delete key vhash eqv?))

  (define (vhash-fold f value vhash)
    (vlist-fold (lambda (entry value) (f (car entry) (cdr entry) value)) value vhash))

  (define (vhash-fold-right f value vhash)
    (vlist-fold-right (lambda (entry value) (f (car entry) (cdr entry) value)) value vhash))

  (define* (vhash-fold* f value key vhash #:optional (same? equal?) hash)
    (vlist-fold
      (lambda (entry value) (if (same? key (car entry)) (f (cdr entry) value) value))
      value vhash))

  (define (vhash-foldq* f value key vhash) (vhash-fold* f value key vhash eq?))
  (define (vhash-foldv* f value key vhash) (vhash-fold* f value key vhash eqv?))

  (define* (alist->vhash alist #:optional hash) (rebuilt alist)))
