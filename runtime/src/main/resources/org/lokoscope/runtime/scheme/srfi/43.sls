;;; SRFI 43: vectors. Mapping and folding pass the index.

(library (srfi :43)
  (export
    make-vector vector vector-unfold vector-unfold-right vector-copy vector-reverse-copy
    vector-append vector-concatenate
    vector? vector-empty? vector=
    vector-ref vector-length
    vector-fold vector-fold-right vector-map vector-map! vector-for-each vector-count
    vector-index vector-index-right vector-skip vector-skip-right vector-binary-search
    vector-any vector-every
    vector-set! vector-swap! vector-fill! vector-reverse! vector-copy! vector-reverse-copy!
    vector->list reverse-vector->list list->vector reverse-list->vector)
  (import
    (except (lokoscope private builtins)
      vector-copy vector-map vector-for-each vector-binary-search)
    (prefix (only (lokoscope private builtins) vector-copy) plain:))

  ;; The start and the end that optional arguments give.
  (define (range who v arguments)
    (unless (vector? v)
      (assertion-violation who "expected a vector" v))
    (let* ((n (vector-length v))
           (start (if (pair? arguments) (car arguments) 0))
           (end (if (and (pair? arguments) (pair? (cdr arguments))) (cadr arguments) n)))
      (unless (and (fixnum? start) (fixnum? end) (fx<=? 0 start end n))
        (assertion-violation who "no range of the vector" v start end))
      (values start end)))

  (define (shortest who vectors)
    (fold-left
      (lambda (n v)
        (unless (vector? v)
          (assertion-violation who "expected a vector" v))
        (if n (fxmin n (vector-length v)) (vector-length v)))
      #f vectors))

  (define (row vectors i)
    (if (null? vectors)
        '()
        (cons (vector-ref (car vectors) i) (row (cdr vectors) i))))

  ;; Constructors. The seeds of an unfolding go through the procedure as values.

  (define (check-length who n)
    (unless (and (fixnum? n) (fx<=? 0 n))
      (assertion-violation who "expected a length" n)))

  ;; A list of what F yields for the indices from FROM on in direction STEP, the last first.
  (define (unfold f n from step seeds)
    (cond
      ((null? seeds)
       (let loop ((i from) (k n) (done '()))
         (if (fx=? k 0) done (loop (fx+ i step) (fx- k 1) (cons (f i) done)))))
      ((null? (cdr seeds))
       (let loop ((i from) (k n) (seed (car seeds)) (done '()))
         (if (fx=? k 0)
             done
             (let-values (((x next) (f i seed)))
               (loop (fx+ i step) (fx- k 1) next (cons x done))))))
      (else
        (let loop ((i from) (k n) (seeds seeds) (done '()))
          (if (fx=? k 0)
              done
              (let-values (((x . next) (apply f i seeds)))
                (loop (fx+ i step) (fx- k 1) next (cons x done))))))))

  (define (vector-unfold f n . seeds)
    (check-length 'vector-unfold n)
    (reverse-list->vector (unfold f n 0 1 seeds)))

  (define (vector-unfold-right f n . seeds)
    (check-length 'vector-unfold-right n)
    (list->vector (unfold f n (fx- n 1) -1 seeds)))

  (define vector-copy
    (case-lambda
      ((v) (plain:vector-copy v))
      ((v start) (plain:vector-copy v start))
      ((v start end)
       (if (and (vector? v) (fixnum? end) (fx<? (vector-length v) end))
           (vector-copy v start end (if #f #f))
           (plain:vector-copy v start end)))
      ((v start end fill)
       (unless (and (vector? v) (fixnum? start) (fixnum? end)
                    (fx<=? 0 start (vector-length v)) (fx<=? start end))
         (assertion-violation 'vector-copy "no range of the vector" v start end))
       (let ((copy (make-vector (fx- end start) fill)))
         (vector-copy! copy 0 v start (fxmin end (vector-length v)))
         copy))))

  (define (vector-reverse-copy v . ends)
    (let-values (((start end) (range 'vector-reverse-copy v ends)))
      (let ((copy (make-vector (fx- end start))))
        (copy-reversed! copy 0 v start end)
        copy)))

  (define (vector-concatenate vectors) (apply vector-append vectors))

  ;; Predicates

  (define (vector-empty? v) (fx=? 0 (vector-length v)))

  (define (vector= same? . vectors)
    (define (equal-vectors? a b)
      (let ((n (vector-length a)))
        (and (fx=? n (vector-length b))
             (let loop ((i 0))
               (or (fx=? i n)
                   (and (same? (vector-ref a i) (vector-ref b i)) (loop (fx+ i 1))))))))
    (shortest 'vector= vectors)
    (or (null? vectors)
        (let loop ((a (car vectors)) (rest (cdr vectors)))
          (or (null? rest)
              (and (equal-vectors? a (car rest)) (loop (car rest) (cdr rest)))))))

  ;; Iteration

  (define vector-fold
    (case-lambda
      ((combine nil v)
       (let ((n (vector-length v)))
         (let loop ((i 0) (value nil))
           (if (fx<? i n)
               (loop (fx+ i 1) (combine i value (vector-ref v i)))
               value))))
      ((combine nil . vectors)
       (let ((n (shortest 'vector-fold vectors)))
         (let loop ((i 0) (value nil))
           (if (fx<? i n)
               (loop (fx+ i 1) (apply combine i value (row vectors i)))
               value))))))

  (define vector-fold-right
    (case-lambda
      ((combine nil v)
       (let loop ((i (fx- (vector-length v) 1)) (value nil))
         (if (fx<=? 0 i)
             (loop (fx- i 1) (combine i value (vector-ref v i)))
             value)))
      ((combine nil . vectors)
       (let loop ((i (fx- (shortest 'vector-fold-right vectors) 1)) (value nil))
         (if (fx<=? 0 i)
             (loop (fx- i 1) (apply combine i value (row vectors i)))
             value)))))

  (define vector-map
    (case-lambda
      ((f v)
       (let ((n (vector-length v)))
         (let loop ((i 0) (done '()))
           (if (fx<? i n)
               (loop (fx+ i 1) (cons (f i (vector-ref v i)) done))
               (reverse-list->vector done)))))
      ((f . vectors)
       (let ((n (shortest 'vector-map vectors)))
         (let loop ((i 0) (done '()))
           (if (fx<? i n)
               (loop (fx+ i 1) (cons (apply f i (row vectors i)) done))
               (reverse-list->vector done)))))))

  (define (vector-map! f v . more)
    (let* ((vectors (cons v more)) (n (shortest 'vector-map! vectors)))
      (let loop ((i 0))
        (when (fx<? i n)
          (vector-set! v i (apply f i (row vectors i)))
          (loop (fx+ i 1))))))

  (define (vector-for-each f v . more)
    (let* ((vectors (cons v more)) (n (shortest 'vector-for-each vectors)))
      (let loop ((i 0))
        (when (fx<? i n)
          (if (null? more)
              (f i (vector-ref v i))
              (apply f i (row vectors i)))
          (loop (fx+ i 1))))))

  (define (vector-count accept? v . more)
    (let* ((vectors (cons v more)) (n (shortest 'vector-count vectors)))
      (let loop ((i 0) (count 0))
        (if (fx<? i n)
            (loop (fx+ i 1) (if (apply accept? i (row vectors i)) (fx+ count 1) count))
            count))))

  ;; Searching

  (define (holds accept? vectors i)
    (if (null? (cdr vectors))
        (accept? (vector-ref (car vectors) i))
        (apply accept? (row vectors i))))

  (define (search-forward who accept? wanted vectors)
    (let ((n (shortest who vectors)))
      (let loop ((i 0))
        (and (fx<? i n)
             (if (eq? wanted (and (holds accept? vectors i) #t)) i (loop (fx+ i 1)))))))

  (define (search-backward who accept? wanted vectors)
    (let loop ((i (fx- (shortest who vectors) 1)))
      (and (fx<=? 0 i)
           (if (eq? wanted (and (holds accept? vectors i) #t)) i (loop (fx- i 1))))))

  (define (vector-index accept? v . more)
    (search-forward 'vector-index accept? #t (cons v more)))

  (define (vector-skip accept? v . more)
    (search-forward 'vector-skip accept? #f (cons v more)))

  (define (vector-index-right accept? v . more)
    (search-backward 'vector-index-right accept? #t (cons v more)))

  (define (vector-skip-right accept? v . more)
    (search-backward 'vector-skip-right accept? #f (cons v more)))

  (define (vector-binary-search v x compare)
    (let loop ((low 0) (high (vector-length v)))
      (and (fx<? low high)
           (let* ((middle (fxdiv (fx+ low high) 2))
                  (order (compare (vector-ref v middle) x)))
             (cond
               ((zero? order) middle)
               ((positive? order) (loop low middle))
               (else (loop (fx+ middle 1) high)))))))

  (define (vector-any accept? v . more)
    (let* ((vectors (cons v more)) (n (shortest 'vector-any vectors)))
      (and (fx<? 0 n)
           (let loop ((i 0))
             (let ((next (fx+ i 1)))
               (if (fx=? next n)
                   (holds accept? vectors i)
                   (or (holds accept? vectors i) (loop next))))))))

  (define (vector-every accept? v . more)
    (let* ((vectors (cons v more)) (n (shortest 'vector-every vectors)))
      (or (fx=? 0 n)
          (let loop ((i 0))
            (let ((next (fx+ i 1)))
              (if (fx=? next n)
                  (holds accept? vectors i)
                  (and (holds accept? vectors i) (loop next))))))))

  ;; Mutation

  (define (vector-swap! v i j)
    (let ((x (vector-ref v i)))
      (vector-set! v i (vector-ref v j))
      (vector-set! v j x)))

  (define (vector-reverse! v . ends)
    (let-values (((start end) (range 'vector-reverse! v ends)))
      (let loop ((i start) (j (fx- end 1)))
        (when (fx<? i j)
          (vector-swap! v i j)
          (loop (fx+ i 1) (fx- j 1))))))

  (define (copy-reversed! target at v start end)
    (let loop ((i (fx- end 1)) (at at))
      (when (fx<=? start i)
        (vector-set! target at (vector-ref v i))
        (loop (fx- i 1) (fx+ at 1)))))

  (define (vector-reverse-copy! target at v . ends)
    (let-values (((start end) (range 'vector-reverse-copy! v ends)))
      (unless (and (vector? target) (fixnum? at)
                   (fx<=? 0 at (fx- (vector-length target) (fx- end start))))
        (assertion-violation 'vector-reverse-copy! "no room in the vector" target at))
      (if (eq? target v)
          (vector-copy! target at (vector-reverse-copy v start end))
          (copy-reversed! target at v start end))))

  ;; Conversion

  (define (reverse-vector->list v . ends)
    (let-values (((start end) (range 'reverse-vector->list v ends)))
      (let loop ((i start) (done '()))
        (if (fx<? i end)
            (loop (fx+ i 1) (cons (vector-ref v i) done))
            done))))

  (define (reverse-list->vector list)
    (list->vector (reverse list))))
