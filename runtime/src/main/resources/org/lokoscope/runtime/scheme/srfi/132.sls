;;; SRFI 132: sorting. All sorts are stable merge sorts.

(library (srfi :132)
  (export
    list-sorted? vector-sorted?
    list-sort list-stable-sort list-sort! list-stable-sort!
    vector-sort vector-stable-sort vector-sort! vector-stable-sort!
    list-merge list-merge! vector-merge vector-merge!
    list-delete-neighbor-dups list-delete-neighbor-dups!
    vector-delete-neighbor-dups vector-delete-neighbor-dups!
    vector-find-median vector-find-median! vector-select! vector-separate!)
  (import
    (except (lokoscope private builtins) vector-sort vector-sort!)
    (prefix (only (lokoscope private builtins) vector-sort vector-sort!) whole:))

  (define (range who v arguments)
    (unless (vector? v)
      (assertion-violation who "expected a vector" v))
    (let* ((n (vector-length v))
           (start (if (pair? arguments) (car arguments) 0))
           (end (if (and (pair? arguments) (pair? (cdr arguments))) (cadr arguments) n)))
      (unless (and (fixnum? start) (fixnum? end) (fx<=? 0 start end n))
        (assertion-violation who "no range of the vector" v start end))
      (values start end)))

  ;; Predicates

  (define (list-sorted? less? list)
    (or (null? list)
        (let loop ((x (car list)) (rest (cdr list)))
          (or (null? rest)
              (and (not (less? (car rest) x))
                   (loop (car rest) (cdr rest)))))))

  (define (vector-sorted? less? v . ends)
    (let-values (((start end) (range 'vector-sorted? v ends)))
      (let loop ((i (fx+ start 1)))
        (or (fx>=? i end)
            (and (not (less? (vector-ref v i) (vector-ref v (fx- i 1))))
                 (loop (fx+ i 1)))))))

  ;; Sorting

  (define (list-stable-sort less? list) (list-sort less? list))
  (define (list-sort! less? list) (list-sort less? list))
  (define (list-stable-sort! less? list) (list-sort less? list))

  (define vector-sort
    (case-lambda
      ((less? v) (whole:vector-sort less? v))
      ((less? v . ends)
       (let-values (((start end) (range 'vector-sort v ends)))
         (whole:vector-sort less? (vector-copy v start end))))))

  (define vector-sort!
    (case-lambda
      ((less? v) (whole:vector-sort! less? v))
      ((less? v . ends)
       (let-values (((start end) (range 'vector-sort! v ends)))
         (vector-copy! v start (whole:vector-sort less? (vector-copy v start end)))))))

  (define (vector-stable-sort less? v . ends) (apply vector-sort less? v ends))
  (define (vector-stable-sort! less? v . ends) (apply vector-sort! less? v ends))

  ;; Merging

  (define (list-merge less? a b)
    (let loop ((a a) (b b) (done '()))
      (cond
        ((null? a) (append-reverse done b))
        ((null? b) (append-reverse done a))
        ((less? (car b) (car a)) (loop a (cdr b) (cons (car b) done)))
        (else (loop (cdr a) b (cons (car a) done))))))

  (define (list-merge! less? a b) (list-merge less? a b))

  ;; The ranges that up to four optional arguments give.
  (define (ranges who a b ends)
    (let-values (((start1 end1) (range who a ends))
                 ((start2 end2)
                  (range who b (if (and (pair? ends) (pair? (cdr ends))) (cddr ends) '()))))
      (values start1 end1 start2 end2)))

  (define (vector-merge less? a b . ends)
    (let-values (((start1 end1 start2 end2) (ranges 'vector-merge a b ends)))
      (list->vector
        (list-merge less? (vector->list a start1 end1) (vector->list b start2 end2)))))

  (define (vector-merge! less? target a b . options)
    (let ((at (if (pair? options) (car options) 0))
          (ends (if (pair? options) (cdr options) '())))
      (vector-copy! target at (apply vector-merge less? a b ends))))

  ;; Neighbours that are the same: the first stays.

  (define (list-delete-neighbor-dups same? list)
    (if (null? list)
        '()
        (let loop ((x (car list)) (rest (cdr list)) (done '()))
          (cond
            ((null? rest) (reverse (cons x done)))
            ((same? x (car rest)) (loop x (cdr rest) done))
            (else (loop (car rest) (cdr rest) (cons x done)))))))

  (define (list-delete-neighbor-dups! same? list)
    (list-delete-neighbor-dups same? list))

  (define (vector-delete-neighbor-dups same? v . ends)
    (let-values (((start end) (range 'vector-delete-neighbor-dups v ends)))
      (list->vector (list-delete-neighbor-dups same? (vector->list v start end)))))

  ;; Moves what stays to the start of the range and returns where it ends.
  (define (vector-delete-neighbor-dups! same? v . ends)
    (let-values (((start end) (range 'vector-delete-neighbor-dups! v ends)))
      (let ((kept (vector-delete-neighbor-dups same? v start end)))
        (vector-copy! v start kept)
        (fx+ start (vector-length kept)))))

  ;; Medians and selection

  (define (median sorted none mean)
    (let* ((n (vector-length sorted)) (half (fxdiv n 2)))
      (cond
        ((fxzero? n) none)
        ((fxodd? n) (vector-ref sorted half))
        (else (mean (vector-ref sorted (fx- half 1)) (vector-ref sorted half))))))

  (define (arithmetic-mean a b) (/ (+ a b) 2))

  (define vector-find-median
    (case-lambda
      ((less? v none) (vector-find-median less? v none arithmetic-mean))
      ((less? v none mean) (median (whole:vector-sort less? v) none mean))))

  (define vector-find-median!
    (case-lambda
      ((less? v none) (vector-find-median! less? v none arithmetic-mean))
      ((less? v none mean)
       (whole:vector-sort! less? v)
       (median v none mean))))

  (define (swap! v i j)
    (let ((x (vector-ref v i)))
      (vector-set! v i (vector-ref v j))
      (vector-set! v j x)))

  ;; Moves what is less than the pivot to the front of a range and what is greater to its back;
  ;; returns where those that are neither begin and end.
  (define (partition! less? v start end pivot)
    (let loop ((low start) (i start) (high end))
      (if (fx=? i high)
          (values low high)
          (let ((x (vector-ref v i)))
            (cond
              ((less? x pivot)
               (swap! v low i)
               (loop (fx+ low 1) (fx+ i 1) high))
              ((less? pivot x)
               (swap! v i (fx- high 1))
               (loop low i (fx- high 1)))
              (else (loop low (fx+ i 1) high)))))))

  ;; Puts at place K what belongs there in the sorted range, lesser ones before it and greater ones
  ;; after it. The pivot's place is a number that no input foresees by accident.
  (define (select! less? v k start end)
    (let loop ((start start) (end end) (noise 12345))
      (when (fx<? 1 (fx- end start))
        (let ((pivot (vector-ref v (fx+ start (fxmod noise (fx- end start)))))
              (noise (fxmod (fx+ (fx* noise 1103515245) 12345) 2147483648)))
          (let-values (((low high) (partition! less? v start end pivot)))
            (cond
              ((fx<? k low) (loop start low noise))
              ((fx>=? k high) (loop high end noise))))))))

  (define (vector-select! less? v k . ends)
    (let-values (((start end) (range 'vector-select! v ends)))
      (unless (and (fixnum? k) (fx<=? 0 k) (fx<? k (fx- end start)))
        (assertion-violation 'vector-select! "no place in the range" k start end))
      (select! less? v (fx+ start k) start end)
      (vector-ref v (fx+ start k))))

  (define (vector-separate! less? v k . ends)
    (let-values (((start end) (range 'vector-separate! v ends)))
      (unless (and (fixnum? k) (fx<=? 0 k (fx- end start)))
        (assertion-violation 'vector-separate! "no place in the range" k start end))
      (when (fx<? 0 k)
        (select! less? v (fx+ start (fx- k 1)) start end)))))
