;;; SRFI 158: generators, which are procedures that yield a value at each call and the end of file
;;; at last, and accumulators, which take values and give the result for the end of file.

(library (srfi :158)
  (export
    generator circular-generator make-iota-generator make-range-generator
    make-coroutine-generator list->generator vector->generator reverse-vector->generator
    string->generator bytevector->generator make-for-each-generator make-unfold-generator
    gcons* gappend gflatten ggroup gmerge gmap gcombine gfilter gremove gstate-filter
    gtake gdrop gtake-while gdrop-while gdelete gdelete-neighbor-dups gindex gselect
    generator->list generator->reverse-list generator->vector generator->vector!
    generator->string generator-fold generator-map->list generator-for-each generator-find
    generator-count generator-any generator-every generator-unfold
    make-accumulator count-accumulator list-accumulator reverse-list-accumulator
    vector-accumulator reverse-vector-accumulator vector-accumulator! string-accumulator
    bytevector-accumulator bytevector-accumulator! sum-accumulator product-accumulator)
  (import (lokoscope private builtins))

  (define end (eof-object))

  ;; Constructors

  (define (generator . items) (list->generator items))

  (define (list->generator items)
    (lambda ()
      (if (null? items)
          end
          (let ((item (car items)))
            (set! items (cdr items))
            item))))

  (define (circular-generator first . more)
    (let* ((items (cons first more)) (rest items))
      (lambda ()
        (when (null? rest)
          (set! rest items))
        (let ((item (car rest)))
          (set! rest (cdr rest))
          item))))

  (define (start-value start step)
    (if (and (exact? start) (exact? step)) start (inexact start)))

  (define make-iota-generator
    (case-lambda
      ((count) (make-iota-generator count 0 1))
      ((count start) (make-iota-generator count start 1))
      ((count start step)
       (let ((i 0) (start (start-value start step)))
         (lambda ()
           (if (< i count)
               (let ((x (+ start (* i step))))
                 (set! i (+ i 1))
                 x)
               end))))))

  (define make-range-generator
    (case-lambda
      ((start) (make-range-generator start #f 1))
      ((start end) (make-range-generator start end 1))
      ((start limit step)
       (let ((next (start-value start step)))
         (lambda ()
           (if (or (not limit) (< next limit))
               (let ((x next))
                 (set! next (+ next step))
                 x)
               end))))))

  ;; The generator's caller and the procedure that yields take turns.
  (define (make-coroutine-generator f)
    (define return #f)
    (define resume #f)
    (define (yield x)
      (call/cc
        (lambda (k)
          (set! resume k)
          (return x))))
    (define (start ignored)
      (f yield)
      (set! resume (lambda (ignored) (return end)))
      (return end))
    (set! resume start)
    (lambda ()
      (call/cc
        (lambda (k)
          (set! return k)
          (resume #f)))))

  (define (indexed ref start end)
    (let ((i start))
      (lambda ()
        (if (< i end)
            (let ((item (ref i)))
              (set! i (+ i 1))
              item)
            (eof-object)))))

  (define vector->generator
    (case-lambda
      ((v) (vector->generator v 0 (vector-length v)))
      ((v start) (vector->generator v start (vector-length v)))
      ((v start end) (indexed (lambda (i) (vector-ref v i)) start end))))

  (define reverse-vector->generator
    (case-lambda
      ((v) (reverse-vector->generator v 0 (vector-length v)))
      ((v start) (reverse-vector->generator v start (vector-length v)))
      ((v start end)
       (indexed (lambda (i) (vector-ref v (- end (+ (- i start) 1)))) start end))))

  (define string->generator
    (case-lambda
      ((s) (string->generator s 0 (string-length s)))
      ((s start) (string->generator s start (string-length s)))
      ((s start end) (indexed (lambda (i) (string-ref s i)) start end))))

  (define bytevector->generator
    (case-lambda
      ((b) (bytevector->generator b 0 (bytevector-length b)))
      ((b start) (bytevector->generator b start (bytevector-length b)))
      ((b start end) (indexed (lambda (i) (bytevector-u8-ref b i)) start end))))

  (define (make-for-each-generator for-each items)
    (make-coroutine-generator (lambda (yield) (for-each yield items))))

  (define (make-unfold-generator stop? f next seed)
    (lambda ()
      (if (stop? seed)
          end
          (let ((item (f seed)))
            (set! seed (next seed))
            item))))

  ;; Operations

  (define (gcons* first . more)
    (let loop ((rest (cons first more)) (items '()))
      (if (null? (cdr rest))
          (let ((items (reverse items)) (gen (car rest)))
            (lambda ()
              (if (null? items)
                  (gen)
                  (let ((item (car items)))
                    (set! items (cdr items))
                    item))))
          (loop (cdr rest) (cons (car rest) items)))))

  (define (gappend . generators)
    (lambda ()
      (let loop ()
        (if (null? generators)
            end
            (let ((item ((car generators))))
              (if (eof-object? item)
                  (begin
                    (set! generators (cdr generators))
                    (loop))
                  item))))))

  (define (gflatten gen)
    (let ((items '()))
      (lambda ()
        (let loop ()
          (if (pair? items)
              (let ((item (car items)))
                (set! items (cdr items))
                item)
              (if (eof-object? items)
                  end
                  (begin
                    (set! items (gen))
                    (loop))))))))

  (define (ggroup gen k . padding)
    (define (group)
      (let loop ((i 0) (items '()))
        (if (= i k)
            (reverse items)
            (let ((item (gen)))
              (cond
                ((not (eof-object? item)) (loop (+ i 1) (cons item items)))
                ((null? items) end)
                ((null? padding) (reverse items))
                (else (append (reverse items) (make-list (- k i) (car padding)))))))))
    group)

  ;; Keeps what each generator yields next in a vector; the first call fills it.
  (define (gmerge less? first . more)
    (if (null? more)
        first
        (let ((generators (list->vector (cons first more))) (heads #f))
          (lambda ()
            (unless heads
              (set! heads (vector-map (lambda (gen) (gen)) generators)))
            (let loop ((i 0) (best #f))
              (cond
                ((< i (vector-length heads))
                 (loop (+ i 1)
                       (if (and (not (eof-object? (vector-ref heads i)))
                                (or (not best)
                                    (less? (vector-ref heads i) (vector-ref heads best))))
                           i
                           best)))
                (best
                 (let ((item (vector-ref heads best)))
                   (vector-set! heads best ((vector-ref generators best)))
                   item))
                (else end)))))))

  ;; One item of each generator, or the end of file if one has none.
  (define (row generators)
    (let loop ((rest generators) (items '()))
      (if (null? rest)
          (reverse items)
          (let ((item ((car rest))))
            (if (eof-object? item) end (loop (cdr rest) (cons item items)))))))

  (define gmap
    (case-lambda
      ((f gen)
       (lambda ()
         (let ((item (gen)))
           (if (eof-object? item) end (f item)))))
      ((f . generators)
       (lambda ()
         (let ((items (row generators)))
           (if (eof-object? items) end (apply f items)))))))

  (define (gcombine f seed . generators)
    (lambda ()
      (let ((items (row generators)))
        (if (eof-object? items)
            end
            (let-values (((item next) (apply f (append items (list seed)))))
              (set! seed next)
              item)))))

  (define (gfilter accept? gen)
    (lambda ()
      (let loop ((item (gen)))
        (if (or (eof-object? item) (accept? item)) item (loop (gen))))))

  (define (gremove reject? gen)
    (gfilter (lambda (item) (not (reject? item))) gen))

  (define (gstate-filter f state gen)
    (gfilter
      (lambda (item)
        (let-values (((accepted? next) (f item state)))
          (set! state next)
          accepted?))
      gen))

  (define (gtake gen k . padding)
    (lambda ()
      (if (<= k 0)
          end
          (let ((item (gen)))
            (set! k (- k 1))
            (if (and (eof-object? item) (pair? padding)) (car padding) item)))))

  (define (gdrop gen k)
    (lambda ()
      (let loop ()
        (if (<= k 0)
            (gen)
            (begin
              (set! k (- k 1))
              (if (eof-object? (gen)) end (loop)))))))

  (define (gtake-while accept? gen)
    (let ((over? #f))
      (lambda ()
        (if over?
            end
            (let ((item (gen)))
              (if (and (not (eof-object? item)) (accept? item))
                  item
                  (begin
                    (set! over? #t)
                    end)))))))

  (define (gdrop-while reject? gen)
    (let ((found? #f))
      (lambda ()
        (let loop ((item (gen)))
          (if (or found? (eof-object? item) (not (reject? item)))
              (begin
                (set! found? #t)
                item)
              (loop (gen)))))))

  (define gdelete
    (case-lambda
      ((item gen) (gdelete item gen equal?))
      ((item gen same?) (gremove (lambda (x) (same? item x)) gen))))

  (define gdelete-neighbor-dups
    (case-lambda
      ((gen) (gdelete-neighbor-dups gen equal?))
      ((gen same?)
       (let ((first? #t) (before #f))
         (gfilter
           (lambda (item)
             (and (or first? (not (same? before item)))
                  (begin
                    (set! first? #f)
                    (set! before item)
                    #t)))
           gen)))))

  (define (gindex gen indices)
    (let ((passed 0))
      (lambda ()
        (let ((index (indices)))
          (if (eof-object? index)
              end
              (begin
                (when (< index passed)
                  (assertion-violation 'gindex "indices must increase" index))
                (let loop ()
                  (let ((item (gen)) (at passed))
                    (set! passed (+ passed 1))
                    (if (or (eof-object? item) (= at index)) item (loop))))))))))

  (define (gselect gen truths)
    (lambda ()
      (let loop ()
        (let ((item (gen)) (truth (truths)))
          (cond
            ((or (eof-object? item) (eof-object? truth)) end)
            (truth item)
            (else (loop)))))))

  ;; Consumers

  (define generator->reverse-list
    (case-lambda
      ((gen) (generator-fold cons '() gen))
      ((gen k) (generator-fold cons '() (gtake gen k)))))

  (define (generator->list gen . k)
    (reverse (apply generator->reverse-list gen k)))

  (define (generator->vector gen . k)
    (list->vector (apply generator->list gen k)))

  (define (generator->string gen . k)
    (reverse-list->string (apply generator->reverse-list gen k)))

  (define (generator->vector! v at gen)
    (let loop ((i at))
      (if (>= i (vector-length v))
          (- i at)
          (let ((item (gen)))
            (if (eof-object? item)
                (- i at)
                (begin
                  (vector-set! v i item)
                  (loop (+ i 1))))))))

  (define generator-fold
    (case-lambda
      ((combine nil gen)
       (let loop ((state nil))
         (let ((item (gen)))
           (if (eof-object? item) state (loop (combine item state))))))
      ((combine nil . generators)
       (let loop ((state nil))
         (let ((items (row generators)))
           (if (eof-object? items)
               state
               (loop (apply combine (append items (list state))))))))))

  (define (generator-for-each f . generators)
    (let loop ()
      (let ((items (row generators)))
        (unless (eof-object? items)
          (apply f items)
          (loop)))))

  (define (generator-map->list f . generators)
    (let loop ((results '()))
      (let ((items (row generators)))
        (if (eof-object? items)
            (reverse results)
            (loop (cons (apply f items) results))))))

  (define (generator-find accept? gen)
    (let loop ()
      (let ((item (gen)))
        (cond
          ((eof-object? item) #f)
          ((accept? item) item)
          (else (loop))))))

  (define (generator-count accept? gen)
    (generator-fold (lambda (item n) (if (accept? item) (+ n 1) n)) 0 gen))

  (define (generator-any accept? gen)
    (let loop ()
      (let ((item (gen)))
        (if (eof-object? item)
            #f
            (or (accept? item) (loop))))))

  (define (generator-every accept? gen)
    (let loop ((last #t))
      (let ((item (gen)))
        (if (eof-object? item)
            last
            (let ((this (accept? item)))
              (and this (loop this)))))))

  (define (generator-unfold gen unfold . arguments)
    (apply unfold eof-object? (lambda (x) x) (lambda (x) (gen)) (gen) arguments))

  ;; Accumulators

  (define (make-accumulator combine state finish)
    (lambda (x)
      (if (eof-object? x)
          (finish state)
          (set! state (combine x state)))))

  (define (count-accumulator)
    (make-accumulator (lambda (x n) (+ n 1)) 0 (lambda (n) n)))

  (define (list-accumulator) (make-accumulator cons '() reverse))
  (define (reverse-list-accumulator) (make-accumulator cons '() (lambda (items) items)))

  (define (vector-accumulator)
    (make-accumulator cons '() (lambda (items) (list->vector (reverse items)))))

  (define (reverse-vector-accumulator) (make-accumulator cons '() list->vector))
  (define (string-accumulator) (make-accumulator cons '() reverse-list->string))

  (define (bytevector-accumulator)
    (make-accumulator cons '() (lambda (bytes) (u8-list->bytevector (reverse bytes)))))

  (define (sum-accumulator) (make-accumulator + 0 (lambda (x) x)))
  (define (product-accumulator) (make-accumulator * 1 (lambda (x) x)))

  (define (vector-accumulator! v at)
    (make-accumulator
      (lambda (x i)
        (vector-set! v i x)
        (+ i 1))
      at
      (lambda (i) v)))

  (define (bytevector-accumulator! b at)
    (make-accumulator
      (lambda (x i)
        (bytevector-u8-set! b i x)
        (+ i 1))
      at
      (lambda (i) b))))
