;;; Vectors and strings: the procedures that call procedures. See lists.sls on re-entrance.

(library (lokoscope private vectors)
  (export vector-map vector-for-each vector-sort vector-sort! vector-binary-search
          string-map string-for-each string-count string-index string-any string-every
          string-tabulate vector-tabulate)
  (import (lokoscope private builtins))

  (define (shortest size items)
    (let loop ((n (size (car items))) (rest (cdr items)))
      (if (null? rest)
          n
          (loop (min n (size (car rest))) (cdr rest)))))

  (define (row ref items i)
    (if (null? items)
        '()
        (cons (ref (car items) i) (row ref (cdr items) i))))

  (define (vector-size who)
    (lambda (v)
      (unless (vector? v)
        (assertion-violation who "expected a vector" v))
      (vector-length v)))

  (define (string-size who)
    (lambda (s)
      (unless (string? s)
        (assertion-violation who "expected a string" s))
      (string-length s)))

  (define vector-map
    (case-lambda
      ((f v)
       (let ((n ((vector-size 'vector-map) v)))
         (let loop ((i 0) (done '()))
           (if (fx<? i n)
               (loop (fx+ i 1) (cons (f (vector-ref v i)) done))
               (list->vector (reverse done))))))
      ((f v . more)
       (let* ((vs (cons v more)) (n (shortest (vector-size 'vector-map) vs)))
         (let loop ((i 0) (done '()))
           (if (fx<? i n)
               (loop (fx+ i 1) (cons (apply f (row vector-ref vs i)) done))
               (list->vector (reverse done))))))))

  (define vector-for-each
    (case-lambda
      ((f v)
       (let ((n ((vector-size 'vector-for-each) v)))
         (let loop ((i 0))
           (when (fx<? i n)
             (f (vector-ref v i))
             (loop (fx+ i 1))))))
      ((f v . more)
       (let* ((vs (cons v more)) (n (shortest (vector-size 'vector-for-each) vs)))
         (let loop ((i 0))
           (when (fx<? i n)
             (apply f (row vector-ref vs i))
             (loop (fx+ i 1))))))))

  (define (vector-tabulate f n)
    (list->vector (list-tabulate n f)))

  (define (vector-sort less? v)
    (list->vector (list-sort less? (vector->list v))))

  (define (vector-sort! less? v)
    (let loop ((i 0) (sorted (list-sort less? (vector->list v))))
      (unless (null? sorted)
        (vector-set! v i (car sorted))
        (loop (fx+ i 1) (cdr sorted)))))

  ;; The index of an item that compares as zero with the key, or #f.
  (define (vector-binary-search v key compare)
    (let loop ((low 0) (high (vector-length v)))
      (and (fx<? low high)
           (let* ((middle (fxdiv (fx+ low high) 2))
                  (order (compare (vector-ref v middle) key)))
             (cond
               ((zero? order) middle)
               ((negative? order) (loop (fx+ middle 1) high))
               (else (loop low middle)))))))

  (define string-for-each
    (case-lambda
      ((f s)
       (let ((n ((string-size 'string-for-each) s)))
         (let loop ((i 0))
           (when (fx<? i n)
             (f (string-ref s i))
             (loop (fx+ i 1))))))
      ((f s . more)
       (let* ((ss (cons s more)) (n (shortest (string-size 'string-for-each) ss)))
         (let loop ((i 0))
           (when (fx<? i n)
             (apply f (row string-ref ss i))
             (loop (fx+ i 1))))))))

  (define (string-map f s . more)
    (let* ((ss (cons s more)) (n (shortest (string-size 'string-map) ss)))
      (let loop ((i 0) (done '()))
        (if (fx<? i n)
            (loop (fx+ i 1)
                  (cons (if (null? more) (f (string-ref s i)) (apply f (row string-ref ss i)))
                        done))
            (reverse-list->string done)))))

  (define (string-tabulate f n)
    (list->string (list-tabulate n f)))

  (define (acceptor what)
    (if (char? what) (lambda (c) (char=? c what)) what))

  (define (ends s range)
    (values (if (pair? range) (car range) 0)
            (if (and (pair? range) (pair? (cdr range))) (cadr range) (string-length s))))

  (define (string-index s what . range)
    (let-values (((start end) (ends s range)) ((accept?) (acceptor what)))
      (let loop ((i start))
        (and (fx<? i end)
             (if (accept? (string-ref s i)) i (loop (fx+ i 1)))))))

  (define (string-count s what . range)
    (let-values (((start end) (ends s range)) ((accept?) (acceptor what)))
      (let loop ((i start) (n 0))
        (if (fx<? i end)
            (loop (fx+ i 1) (if (accept? (string-ref s i)) (fx+ n 1) n))
            n))))

  (define (string-any what s . range)
    (let-values (((start end) (ends s range)) ((accept?) (acceptor what)))
      (let loop ((i start))
        (and (fx<? i end)
             (or (accept? (string-ref s i)) (loop (fx+ i 1)))))))

  (define (string-every what s . range)
    (let-values (((start end) (ends s range)) ((accept?) (acceptor what)))
      (let loop ((i start) (last #t))
        (if (fx<? i end)
            (let ((this (accept? (string-ref s i))))
              (and this (loop (fx+ i 1) this)))
            last)))))
