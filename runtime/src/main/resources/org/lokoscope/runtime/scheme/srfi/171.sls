;;; SRFI 171: transducers, with what Guile adds to them.

(library (srfi :171)
  (export rcons reverse-rcons rany revery rcount
          list-transduce vector-transduce string-transduce bytevector-u8-transduce port-transduce
          generator-transduce
          tmap tfilter tremove treplace tfilter-map tdrop tdrop-while ttake ttake-while
          tconcatenate tappend-map tdelete-neighbor-duplicates tdelete-duplicates tflatten
          tsegment tpartition tadd-between tenumerate tlog
          tbatch tfold
          reduced reduced? unreduce ensure-reduced preserving-reduced list-reduce vector-reduce
          string-reduce bytevector-u8-reduce port-reduce generator-reduce)
  (import (lokoscope private builtins))

  ;; A result that ends the walk
  (define-record-type reduced-value
    (reduced value)
    reduced?
    (value unreduce))

  (define (ensure-reduced x) (if (reduced? x) x (reduced x)))

  ;; A reducer inside of another one: what ends it must not end that at once.
  (define (preserving-reduced f)
    (lambda (result x)
      (let ((next (f result x)))
        (if (reduced? next) (reduced next) next))))

  ;; Walks. Each ends early when the result says so.

  (define (walk f value next)
    (let loop ((value value))
      (next
        (lambda (x)
          (let ((result (f value x)))
            (if (reduced? result) (unreduce result) (loop result))))
        (lambda () value))))

  (define (list-reduce f value list)
    (let ((rest list))
      (walk f value
        (lambda (go end)
          (if (null? rest)
              (end)
              (let ((x (car rest)))
                (set! rest (cdr rest))
                (go x)))))))

  (define (indexed-reduce ref size)
    (lambda (f value items)
      (let ((i 0) (n (size items)))
        (walk f value
          (lambda (go end)
            (if (= i n)
                (end)
                (let ((x (ref items i)))
                  (set! i (+ i 1))
                  (go x))))))))

  (define vector-reduce (indexed-reduce vector-ref vector-length))
  (define string-reduce (indexed-reduce string-ref string-length))
  (define bytevector-u8-reduce (indexed-reduce bytevector-u8-ref bytevector-length))

  (define (generator-reduce f value generator)
    (walk f value
      (lambda (go end)
        (let ((x (generator)))
          (if (eof-object? x) (end) (go x))))))

  (define (port-reduce f value read port)
    (generator-reduce f value (lambda () (read port))))

  (define (transduce reduce)
    (case-lambda
      ((transducer f items) (transduce-with reduce transducer f (f) items))
      ((transducer f value items) (transduce-with reduce transducer f value items))))

  (define (transduce-with reduce transducer f value items)
    (let ((step (transducer f)))
      (step (reduce step value items))))

  (define list-transduce (transduce list-reduce))
  (define vector-transduce (transduce vector-reduce))
  (define string-transduce (transduce string-reduce))
  (define bytevector-u8-transduce (transduce bytevector-u8-reduce))
  (define generator-transduce (transduce generator-reduce))

  (define port-transduce
    (case-lambda
      ((transducer f port) (generator-transduce transducer f port))
      ((transducer f read port) (generator-transduce transducer f (lambda () (read port))))
      ((transducer f value read port)
       (generator-transduce transducer f value (lambda () (read port))))))

  ;; Reducers

  (define rcons
    (case-lambda
      (() '())
      ((result) (reverse result))
      ((result x) (cons x result))))

  (define reverse-rcons
    (case-lambda
      (() '())
      ((result) result)
      ((result x) (cons x result))))

  (define rcount
    (case-lambda
      (() 0)
      ((result) result)
      ((result x) (+ result 1))))

  (define (rany test)
    (case-lambda
      (() #f)
      ((result) result)
      ((result x)
       (let ((found (test x))) (if found (reduced found) #f)))))

  (define (revery test)
    (case-lambda
      (() #t)
      ((result) result)
      ((result x)
       (let ((found (test x))) (and result (or found (reduced #f)))))))

  ;; Transducers. Most only say what becomes of one item.

  (define-syntax transducer
    (syntax-rules ()
      ((_ (f result x) step) (transducer (f result x) step (f result)))
      ((_ (f result x) step end)
       (lambda (f)
         (case-lambda
           (() (f))
           ((result) end)
           ((result x) step))))))

  (define (tmap g) (transducer (f result x) (f result (g x))))

  (define (tfilter keep?) (transducer (f result x) (if (keep? x) (f result x) result)))

  (define (tremove drop?) (transducer (f result x) (if (drop? x) result (f result x))))

  (define (tfilter-map g)
    (transducer (f result x) (let ((y (g x))) (if y (f result y) result))))

  (define (treplace replacement)
    (cond
      ((procedure? replacement) (tmap replacement))
      ((hashtable? replacement) (tmap (lambda (x) (hashtable-ref replacement x x))))
      (else (tmap (lambda (x) (let ((found (assoc x replacement))) (if found (cdr found) x)))))))

  ;; A transducer with a state of its own for each walk.
  (define-syntax stateful
    (syntax-rules ()
      ((_ ((name value) ...) body)
       (lambda (f) (let ((name value) ...) (body f))))))

  (define (tdrop n)
    (stateful ((left n))
      (transducer (f result x)
        (if (> left 0)
            (begin (set! left (- left 1)) result)
            (f result x)))))

  (define (tdrop-while test)
    (stateful ((dropping #t))
      (transducer (f result x)
        (if (and dropping (test x))
            result
            (begin (set! dropping #f) (f result x))))))

  (define (ttake n)
    (stateful ((left n))
      (transducer (f result x)
        (begin
          (set! left (- left 1))
          (cond
            ((< left 0) (reduced result))
            ((= left 0) (ensure-reduced (f result x)))
            (else (f result x)))))))

  (define ttake-while
    (case-lambda
      ((test) (ttake-while test (lambda (result x) result)))
      ((test end)
       (stateful ((taking #t))
         (transducer (f result x)
           (if (and taking (test x))
               (f result x)
               (begin (set! taking #f) (reduced (end result x)))))))))

  (define tconcatenate
    (transducer (f result x) (list-reduce (preserving-reduced f) result x)))

  (define (tappend-map g)
    (lambda (f) ((tmap g) (tconcatenate f))))

  (define tflatten
    (transducer (f result x)
      (if (list? x)
          (list-reduce (preserving-reduced (tflatten f)) result x)
          (f result x))))

  (define tdelete-neighbor-duplicates
    (case-lambda
      (() (tdelete-neighbor-duplicates equal?))
      ((same?)
       (stateful ((last '()))
         (transducer (f result x)
           (if (and (pair? last) (same? x (car last)))
               result
               (begin (set! last (list x)) (f result x))))))))

  (define tdelete-duplicates
    (case-lambda
      (() (tdelete-duplicates equal?))
      ((same?)
       (stateful ((seen '()))
         (transducer (f result x)
           (if (exists (lambda (y) (same? y x)) seen)
               result
               (begin (set! seen (cons x seen)) (f result x))))))))

  ;; Hands over what was collected, and then ends.
  (define (finish f result items)
    (f (if (null? items)
           result
           (let ((next (f result (reverse items))))
             (if (reduced? next) (unreduce next) next)))))

  (define (tsegment n)
    (stateful ((items '()) (count 0))
      (transducer (f result x)
        (begin
          (set! items (cons x items))
          (set! count (+ count 1))
          (if (< count n)
              result
              (let ((whole (reverse items)))
                (set! items '())
                (set! count 0)
                (f result whole))))
        (let ((left items))
          (set! items '())
          (set! count 0)
          (finish f result left)))))

  (define (tpartition g)
    (stateful ((items '()) (last '()))
      (transducer (f result x)
        (let ((value (g x)))
          (if (or (null? last) (equal? value (car last)))
              (begin (set! last (list value)) (set! items (cons x items)) result)
              (let ((whole (reverse items)))
                (set! last (list value))
                (set! items (list x))
                (f result whole))))
        (let ((left items))
          (set! items '())
          (finish f result left)))))

  (define (tadd-between separator)
    (stateful ((first #t))
      (transducer (f result x)
        (if first
            (begin (set! first #f) (f result x))
            (let ((next (f result separator)))
              (if (reduced? next) next (f next x)))))))

  (define tenumerate
    (case-lambda
      (() (tenumerate 0))
      ((start)
       (stateful ((i (- start 1)))
         (transducer (f result x)
           (begin (set! i (+ i 1)) (f result (cons i x))))))))

  (define tlog
    (case-lambda
      (() (tlog (lambda (result x) (write x) (newline))))
      ((log)
       (transducer (f result x) (begin (log result x) (f result x))))))

  ;; Of (srfi srfi-171 gnu)

  (define tbatch
    (case-lambda
      ((reducer) (tbatch (lambda (f) f) reducer))
      ((t reducer)
       (lambda (f)
         (let* ((inner (t reducer)) (state (inner)))
           (define (take-batch batch)
             (let ((whole (inner batch)))
               (set! inner (t reducer))
               (set! state (inner))
               whole))
           (case-lambda
             (() (f))
             ((result)
              (if (equal? state (inner))
                  (f result)
                  (let ((next (f result (take-batch state))))
                    (f (if (reduced? next) (unreduce next) next)))))
             ((result x)
              (let ((next (inner state x)))
                (if (reduced? next)
                    (f result (take-batch (unreduce next)))
                    (begin (set! state next) result))))))))))

  (define tfold
    (case-lambda
      ((reducer) (tfold reducer (reducer)))
      ((reducer seed)
       (stateful ((state seed))
         (transducer (f result x)
           (begin
             (set! state (reducer state x))
             (if (reduced? state)
                 (reduced (f result (unreduce state)))
                 (f result state)))))))))
