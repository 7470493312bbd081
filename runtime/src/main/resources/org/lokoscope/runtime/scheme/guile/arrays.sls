;;; Arrays and bitvectors of Guile's core.

(library (guile arrays)
  (export
    array? array-rank array-type array->list array-ref array-set! array-in-bounds? array-fill!
    shared-array-offset shared-array-increments shared-array-root
    make-array make-typed-array typed-array? list->array list->typed-array make-generalized-vector
    array-dimensions array-shape array-length array-type-code array-for-each array-map!
    array-map-in-order! array-index-map! array-copy! array-copy-in-order! array-equal?
    array-contents make-shared-array transpose-array array-slice array-cell-ref array-cell-set!
    array-slice-for-each array-slice-for-each-in-order
    bitvector? make-bitvector list->bitvector bitvector->list bitvector-length bitvector-bit-set?
    bitvector-bit-clear? bitvector-set-bit! bitvector-clear-bit! bitvector-set-all-bits!
    bitvector-clear-all-bits! bitvector-flip-all-bits! bitvector-set-bits! bitvector-clear-bits!
    bitvector-count bitvector-count-bits bitvector-position bitvector-copy
    bitvector bitvector-ref bitvector-set! bitvector-fill! bit-count bit-count* bit-position
    bit-invert! bit-set*!)
  (import (only (lokoscope private builtins) array? array-rank array-type array->list array-ref
                array-set! array-in-bounds? array-fill! shared-array-offset
                shared-array-increments bitvector? make-bitvector list->bitvector bitvector->list
                bitvector-length bitvector-bit-set? bitvector-bit-clear? bitvector-set-bit!
                bitvector-clear-bit! bitvector-set-all-bits! bitvector-clear-all-bits!
                bitvector-flip-all-bits! bitvector-set-bits! bitvector-clear-bits!
                bitvector-count bitvector-count-bits bitvector-position bitvector-copy)
          (guile) (lokoscope private builtins))

  ;; Making and asking

  (define (make-array fill . bounds) (%make-array #t fill bounds))

  (define (make-typed-array type fill . bounds) (%make-array type fill bounds))

  (define* (make-generalized-vector type length #:optional (fill *unspecified*))
    (%make-array type fill (list length)))

  (define (lows-of shape)
    (if (pair? shape)
        (map (lambda (bound) (if (pair? bound) (car bound) bound)) shape)
        (make-list shape 0)))

  (define (list->array shape list) (%list->array #t (lows-of shape) list))

  (define (list->typed-array type shape list) (%list->array type (lows-of shape) list))

  (define (typed-array? x type) (and (array? x) (eq? (array-type x) type)))

  (define array-type-code array-type)

  (define (array-shape array)
    (map (lambda (low length) (list low (+ low length -1)))
         (%array-lows array) (%array-lengths array)))

  (define (array-dimensions array)
    (map (lambda (low length) (if (zero? low) length (list low (+ low length -1))))
         (%array-lows array) (%array-lengths array)))

  (define (array-length array) (car (%array-lengths array)))

  (define (shared-array-root array) (%array-root array))

  ;; All elements

  (define (check-shapes who first rest)
    (for-each
      (lambda (other)
        (unless (equal? (%array-lengths first) (%array-lengths other))
          (scm-error 'misc-error who "shape mismatch: ~S" (list (cons first rest)) #f)))
      rest))

  (define (array-for-each f first . rest)
    (check-shapes "array-for-each" first rest)
    (let* ((arrays (cons first rest))
           (places (map %array-places arrays)))
      (let loop ((i 0))
        (when (< i (vector-length (car places)))
          (apply f (map (lambda (array places) (%array-get array (vector-ref places i)))
                        arrays places))
          (loop (+ i 1))))))

  (define (array-map! target f . sources)
    (check-shapes "array-map!" target sources)
    (let ((to (%array-places target)) (places (map %array-places sources)))
      (let loop ((i 0))
        (when (< i (vector-length to))
          (%array-put! target (vector-ref to i)
            (apply f (map (lambda (array places) (%array-get array (vector-ref places i)))
                          sources places)))
          (loop (+ i 1))))))

  (define array-map-in-order! array-map!)

  ;; Calls a procedure with each list of indices, the last index fastest.
  (define (for-each-index f shape)
    (let loop ((shape shape) (before '()))
      (if (null? shape)
          (f (reverse before))
          (do ((i (caar shape) (+ i 1)))
              ((> i (cadar shape)))
            (loop (cdr shape) (cons i before))))))

  (define (array-index-map! array f)
    (for-each-index
      (lambda (indices) (apply array-set! array (apply f indices) indices))
      (array-shape array)))

  (define (array-copy! from to) (%array-copy! from to))
  (define array-copy-in-order! array-copy!)

  (define (array-equal? . arrays)
    (or (null? arrays)
        (and-map (lambda (other) (%array-equal? (car arrays) other)) (cdr arrays))))

  (define* (array-contents array #:optional strict) (%array-contents array))

  ;; Other views of the same elements

  (define (indices-of-place array)
    (let ((lows (%array-lows array)) (strides (shared-array-increments array)))
      (lambda (indices)
        (unless (apply array-in-bounds? array indices)
          (scm-error 'out-of-range "make-shared-array" "Value out of range: ~S"
                     (list indices) (list indices)))
        (fold-left + (shared-array-offset array)
          (map (lambda (i low stride) (* (- i low) stride)) indices lows strides)))))

  (define (make-shared-array array mapping . bounds)
    (let* ((shape (map (lambda (bound) (if (pair? bound) bound (list 0 (- bound 1)))) bounds))
           (lows (map car shape))
           (lengths (map (lambda (bound) (+ 1 (- (cadr bound) (car bound)))) shape))
           (place-of (indices-of-place array))
           (place (lambda (indices) (place-of (apply mapping indices)))))
      (if (memv 0 lengths)
          (%array-view array 0 lows lengths (map (lambda (low) 0) lows))
          (let ((offset (place lows)))
            (%array-view array offset lows lengths
              (map (lambda (k length)
                     (if (= length 1)
                         0
                         (- (place (map (lambda (low i) (if (= i k) (+ low 1) low))
                                        lows (iota (length* lows))))
                            offset)))
                   (iota (length* lows)) lengths))))))

  (define (length* list) (length list))

  (define (transpose-array array . dimensions)
    (let* ((lows (%array-lows array))
           (lengths (%array-lengths array))
           (strides (shared-array-increments array))
           (rank (+ 1 (apply max -1 dimensions)))
           (of (lambda (k values) (filter-map* k dimensions values))))
      (%array-view array (shared-array-offset array)
        (map (lambda (k) (apply max (of k lows))) (iota rank))
        (map (lambda (k) (apply min (of k lengths))) (iota rank))
        (map (lambda (k) (apply + (of k strides))) (iota rank)))))

  ;; The values of those dimensions that become the one of that number.
  (define (filter-map* k dimensions values)
    (let loop ((dimensions dimensions) (values values))
      (cond
        ((null? dimensions) '())
        ((= k (car dimensions)) (cons (car values) (loop (cdr dimensions) (cdr values))))
        (else (loop (cdr dimensions) (cdr values))))))

  (define (array-slice array . indices)
    (let ((count (length indices)) (strides (shared-array-increments array)))
      (%array-view array
        (fold-left + (shared-array-offset array)
          (map (lambda (i low stride) (* (- i low) stride))
               indices
               (list-head (%array-lows array) count)
               (list-head strides count)))
        (list-tail (%array-lows array) count)
        (list-tail (%array-lengths array) count)
        (list-tail strides count))))

  (define (array-cell-ref array . indices)
    (if (= (length indices) (array-rank array))
        (apply array-ref array indices)
        (apply array-slice array indices)))

  (define (array-cell-set! array value . indices)
    (if (= (length indices) (array-rank array))
        (apply array-set! array value indices)
        (array-copy! value (apply array-slice array indices)))
    array)

  (define (array-slice-for-each rank f first . rest)
    (let ((arrays (cons first rest)))
      (for-each-index
        (lambda (indices)
          (apply f (map (lambda (array) (apply array-slice array indices)) arrays)))
        (list-head (array-shape first) rank))))

  (define array-slice-for-each-in-order array-slice-for-each)

  ;; Bitvectors

  (define (bitvector . bits) (list->bitvector bits))

  (define (bitvector-ref bits i) (bitvector-bit-set? bits i))

  (define (bitvector-set! bits i value)
    (if value (bitvector-set-bit! bits i) (bitvector-clear-bit! bits i)))

  (define (bitvector-fill! bits value)
    (if value (bitvector-set-all-bits! bits) (bitvector-clear-all-bits! bits)))

  (define (bit-count value bits)
    (let ((set (bitvector-count bits)))
      (if value set (- (bitvector-length bits) set))))

  (define (bit-count* bits selected value)
    (let ((set (bitvector-count-bits bits selected)))
      (if value set (- (bitvector-count selected) set))))

  (define (bit-position value bits start) (bitvector-position bits value start))

  (define (bit-invert! bits) (bitvector-flip-all-bits! bits))

  (define (bit-set*! bits selected value)
    (if value (bitvector-set-bits! bits selected) (bitvector-clear-bits! bits selected))))
