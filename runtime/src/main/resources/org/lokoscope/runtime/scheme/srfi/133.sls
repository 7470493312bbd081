;;; SRFI 133: vectors, in the manner of R7RS. What is as in SRFI 43 is the same.

(library (srfi :133)
  (export
    make-vector vector vector-unfold vector-unfold-right vector-copy vector-reverse-copy
    vector-append vector-concatenate vector-append-subvectors
    vector? vector-empty? vector=
    vector-ref vector-length
    vector-fold vector-fold-right vector-map vector-map! vector-for-each vector-count
    vector-cumulate
    vector-index vector-index-right vector-skip vector-skip-right vector-binary-search
    vector-any vector-every vector-partition
    vector-set! vector-swap! vector-fill! vector-reverse! vector-copy! vector-reverse-copy!
    vector-unfold! vector-unfold-right!
    vector->list reverse-vector->list list->vector reverse-list->vector
    vector->string string->vector)
  (import
    (except (lokoscope private builtins) vector-binary-search)
    (only (srfi :43)
      vector-unfold vector-unfold-right vector-reverse-copy vector-concatenate vector-empty?
      vector= vector-index vector-index-right vector-skip vector-skip-right
      vector-binary-search vector-any vector-every vector-swap! vector-reverse!
      vector-reverse-copy! reverse-vector->list reverse-list->vector))

  (define (shortest vectors)
    (apply min (map vector-length vectors)))

  (define (row vectors i)
    (if (null? vectors)
        '()
        (cons (vector-ref (car vectors) i) (row (cdr vectors) i))))

  (define (vector-append-subvectors . arguments)
    (let loop ((rest arguments) (parts '()))
      (cond
        ((null? rest) (vector-concatenate (reverse parts)))
        ((and (pair? (cdr rest)) (pair? (cddr rest)))
         (loop (cdddr rest) (cons (vector-copy (car rest) (cadr rest) (caddr rest)) parts)))
        (else
          (assertion-violation 'vector-append-subvectors
            "expected a start and an end after each vector" rest)))))

  (define vector-fold
    (case-lambda
      ((combine nil v)
       (let ((n (vector-length v)))
         (let loop ((i 0) (value nil))
           (if (fx<? i n)
               (loop (fx+ i 1) (combine value (vector-ref v i)))
               value))))
      ((combine nil . vectors)
       (let ((n (shortest vectors)))
         (let loop ((i 0) (value nil))
           (if (fx<? i n)
               (loop (fx+ i 1) (apply combine value (row vectors i)))
               value))))))

  (define vector-fold-right
    (case-lambda
      ((combine nil v)
       (let loop ((i (fx- (vector-length v) 1)) (value nil))
         (if (fx<=? 0 i)
             (loop (fx- i 1) (combine value (vector-ref v i)))
             value)))
      ((combine nil . vectors)
       (let loop ((i (fx- (shortest vectors) 1)) (value nil))
         (if (fx<=? 0 i)
             (loop (fx- i 1) (apply combine value (row vectors i)))
             value)))))

  (define (vector-map! f v . more)
    (let* ((vectors (cons v more)) (n (shortest vectors)))
      (let loop ((i 0))
        (when (fx<? i n)
          (vector-set! v i
            (if (null? more) (f (vector-ref v i)) (apply f (row vectors i))))
          (loop (fx+ i 1))))))

  (define (vector-count accept? v . more)
    (let* ((vectors (cons v more)) (n (shortest vectors)))
      (let loop ((i 0) (count 0))
        (if (fx<? i n)
            (loop (fx+ i 1)
                  (if (if (null? more)
                          (accept? (vector-ref v i))
                          (apply accept? (row vectors i)))
                      (fx+ count 1)
                      count))
            count))))

  (define (vector-cumulate combine nil v)
    (let ((n (vector-length v)))
      (let loop ((i 0) (value nil) (done '()))
        (if (fx<? i n)
            (let ((value (combine value (vector-ref v i))))
              (loop (fx+ i 1) value (cons value done)))
            (reverse-list->vector done)))))

  ;; Those that are accepted, then the others, both in their order; and how many are accepted.
  (define (vector-partition accept? v)
    (let-values (((in out) (partition accept? (vector->list v))))
      (values (list->vector (append in out)) (length in))))

  (define (vector-unfold! f v start end . seeds)
    (let loop ((i start) (seeds seeds))
      (when (fx<? i end)
        (let-values (((x . next) (apply f i seeds)))
          (vector-set! v i x)
          (loop (fx+ i 1) next)))))

  (define (vector-unfold-right! f v start end . seeds)
    (let loop ((i (fx- end 1)) (seeds seeds))
      (when (fx<=? start i)
        (let-values (((x . next) (apply f i seeds)))
          (vector-set! v i x)
          (loop (fx- i 1) next))))))
