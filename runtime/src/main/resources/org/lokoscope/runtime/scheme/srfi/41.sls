;;; SRFI 41: streams. A stream is a promise that yields the empty stream or a pair of a delayed
;;; head and a stream. As in SRFI 45, a stream holds a box that it may share with others.

(library (srfi :41)
  (export
    stream-null stream-cons stream? stream-null? stream-pair? stream-car stream-cdr stream-lambda
    define-stream list->stream port->stream stream stream->list stream-append stream-concat
    stream-constant stream-drop stream-drop-while stream-filter stream-fold stream-for-each
    stream-from stream-iterate stream-length stream-let stream-map stream-match stream-of
    stream-range stream-ref stream-reverse stream-scan stream-take stream-take-while
    stream-unfold stream-unfolds stream-zip _)
  (import (lokoscope private builtins))

  ;; The box is a pair: whether there is a value yet, and the value or a procedure that makes the
  ;; stream which has the value.
  (define-record-type stream-type
    (make-stream box)
    stream?
    (box stream-box set-stream-box!))

  ;; HEAD is a promise.
  (define-record-type stream-pare
    (make-pare head tail)
    pare?
    (head pare-head)
    (tail pare-tail))

  (define (lazy-stream thunk) (make-stream (cons #f thunk)))
  (define (eager-stream value) (make-stream (cons #t value)))

  (define (force-stream stream)
    (let ((box (stream-box stream)))
      (if (car box)
          (cdr box)
          (let* ((next ((cdr box))) (box (stream-box stream)))
            (unless (stream? next)
              (assertion-violation 'stream-lambda "the body returned no stream" next))
            (unless (car box)
              (let ((other (stream-box next)))
                (set-car! box (car other))
                (set-cdr! box (cdr other))
                (set-stream-box! next box)))
            (force-stream stream)))))

  (define stream-null (eager-stream '()))

  (define-syntax stream-cons
    (syntax-rules ()
      ((_ head tail)
       (eager-stream (make-pare (delay head) (lazy-stream (lambda () tail)))))))

  (define-syntax stream-lambda
    (syntax-rules ()
      ((_ formals body0 body ...)
       (lambda formals
         (lazy-stream (lambda () (let () body0 body ...)))))))

  (define (stream-pair? x)
    (and (stream? x) (pare? (force-stream x))))

  (define (stream-null? x)
    (and (stream? x) (null? (force-stream x))))

  (define (pare-of who stream)
    (unless (stream? stream)
      (assertion-violation who "expected a stream" stream))
    (let ((pare (force-stream stream)))
      (if (pare? pare)
          pare
          (assertion-violation who "the stream is empty" stream))))

  (define (stream-car stream) (force (pare-head (pare-of 'stream-car stream))))
  (define (stream-cdr stream) (pare-tail (pare-of 'stream-cdr stream)))

  ;; Derived forms

  (define-syntax define-stream
    (syntax-rules ()
      ((_ (name . formals) body0 body ...)
       (define name (stream-lambda formals body0 body ...)))))

  (define-syntax stream-let
    (syntax-rules ()
      ((_ tag ((name value) ...) body0 body ...)
       ((letrec ((tag (stream-lambda (name ...) body0 body ...))) tag) value ...))))

  (define-syntax stream
    (syntax-rules ()
      ((_) stream-null)
      ((_ x y ...) (stream-cons x (stream y ...)))))

  (define-syntax stream-match
    (syntax-rules ()
      ((_ expression clause ...)
       (let ((s expression))
         (check-stream 'stream-match s)
         (match-clauses s clause ...)))))

  (define-syntax match-clauses
    (syntax-rules ()
      ((_ s) (assertion-violation 'stream-match "no pattern matches the stream" s))
      ((_ s (pattern . more) clause ...)
       (let ((fail (lambda () (match-clauses s clause ...))))
         (match-pattern s pattern more fail)))))

  (define-syntax match-pattern
    (syntax-rules (_)
      ((_* s () more fail)
       (if (stream-null? s) (match-body more fail) (fail)))
      ((_* s (_ . rest) more fail)
       (if (stream-pair? s)
           (let ((tail (stream-cdr s)))
             (match-pattern tail rest more fail))
           (fail)))
      ((_* s (name . rest) more fail)
       (if (stream-pair? s)
           (let ((name (stream-car s)) (tail (stream-cdr s)))
             (match-pattern tail rest more fail))
           (fail)))
      ((_* s _ more fail) (match-body more fail))
      ((_* s name more fail)
       (let ((name s)) (match-body more fail)))))

  (define-syntax match-body
    (syntax-rules ()
      ((_ (fender expression) fail) (if fender expression (fail)))
      ((_ (expression) fail) expression)))

  (define-syntax stream-of
    (syntax-rules ()
      ((_ expression clause ...)
       (comprehend expression stream-null clause ...))))

  (define-syntax comprehend
    (syntax-rules (in is)
      ((_ expression base) (stream-cons expression base))
      ((_ expression base (name in source) clause ...)
       (stream-let loop ((s source))
         (if (stream-null? s)
             base
             (let ((name (stream-car s)))
               (comprehend expression (loop (stream-cdr s)) clause ...)))))
      ((_ expression base (name is value) clause ...)
       (let ((name value)) (comprehend expression base clause ...)))
      ((_ expression base test clause ...)
       (if test (comprehend expression base clause ...) base))))

  ;; Checks

  (define (check-stream who x)
    (unless (stream? x)
      (assertion-violation who "expected a stream" x)))

  (define (check-procedure who x)
    (unless (procedure? x)
      (assertion-violation who "expected a procedure" x)))

  (define (check-count who x)
    (unless (and (integer? x) (exact? x) (not (negative? x)))
      (assertion-violation who "expected a natural number" x)))

  (define (check-number who x)
    (unless (number? x)
      (assertion-violation who "expected a number" x)))

  (define (check-streams who streams)
    (when (null? streams)
      (assertion-violation who "expected a stream"))
    (for-each (lambda (s) (check-stream who s)) streams))

  ;; Conversion

  (define (list->stream items)
    (unless (list? items)
      (assertion-violation 'list->stream "expected a list" items))
    (stream-let loop ((items items))
      (if (null? items)
          stream-null
          (stream-cons (car items) (loop (cdr items))))))

  (define (port->stream . port)
    (let ((port (if (null? port) (current-input-port) (car port))))
      (unless (input-port? port)
        (assertion-violation 'port->stream "expected an input port" port))
      (stream-let loop ()
        (let ((c (read-char port)))
          (if (eof-object? c)
              stream-null
              (stream-cons c (loop)))))))

  (define stream->list
    (case-lambda
      ((stream) (collect stream -1))
      ((n stream)
       (check-count 'stream->list n)
       (collect stream n))))

  (define (collect stream n)
    (check-stream 'stream->list stream)
    (let loop ((n n) (s stream) (done '()))
      (if (or (zero? n) (stream-null? s))
          (reverse done)
          (loop (- n 1) (stream-cdr s) (cons (stream-car s) done)))))

  ;; Combination

  (define (stream-append . streams)
    (if (null? streams)
        stream-null
        (begin
          (check-streams 'stream-append streams)
          (stream-let outer ((streams streams))
            (if (null? (cdr streams))
                (car streams)
                (stream-let inner ((s (car streams)))
                  (if (stream-null? s)
                      (outer (cdr streams))
                      (stream-cons (stream-car s) (inner (stream-cdr s))))))))))

  (define (stream-concat streams)
    (check-stream 'stream-concat streams)
    (stream-let outer ((streams streams))
      (if (stream-null? streams)
          stream-null
          (let ((first (stream-car streams)))
            (check-stream 'stream-concat first)
            (stream-let inner ((s first))
              (if (stream-null? s)
                  (outer (stream-cdr streams))
                  (stream-cons (stream-car s) (inner (stream-cdr s)))))))))

  (define (stream-zip . streams)
    (check-streams 'stream-zip streams)
    (apply stream-map list streams))

  ;; Construction

  (define (stream-constant . items)
    (if (null? items)
        stream-null
        (stream-let loop ((rest items))
          (if (null? rest)
              (loop items)
              (stream-cons (car rest) (loop (cdr rest)))))))

  (define stream-from
    (case-lambda
      ((first) (stream-from first 1))
      ((first step)
       (check-number 'stream-from first)
       (check-number 'stream-from step)
       (stream-let loop ((x first))
         (stream-cons x (loop (+ x step)))))))

  (define stream-range
    (case-lambda
      ((first past)
       (check-number 'stream-range first)
       (check-number 'stream-range past)
       (stream-range first past (if (< first past) 1 -1)))
      ((first past step)
       (for-each (lambda (x) (check-number 'stream-range x)) (list first past step))
       (let ((before? (if (< 0 step) < >)))
         (stream-let loop ((x first))
           (if (before? x past)
               (stream-cons x (loop (+ x step)))
               stream-null))))))

  (define (stream-iterate f seed)
    (check-procedure 'stream-iterate f)
    (stream-let loop ((x seed))
      (stream-cons x (loop (f x)))))

  (define (stream-unfold f accept? next seed)
    (check-procedure 'stream-unfold f)
    (check-procedure 'stream-unfold accept?)
    (check-procedure 'stream-unfold next)
    (stream-let loop ((seed seed))
      (if (accept? seed)
          (stream-cons (f seed) (loop (next seed)))
          stream-null)))

  ;; All results share one stream of rows, each a list of what its step says of each result.
  (define (stream-unfolds f seed)
    (check-procedure 'stream-unfolds f)
    (let ((rows
            (stream-let loop ((seed seed))
              (let-values (((next . row) (f seed)))
                (stream-cons row (loop next))))))
      (define (column i)
        (stream-let loop ((rows rows))
          (let ((step (list-ref (stream-car rows) i)))
            (cond
              ((pair? step) (stream-cons (car step) (loop (stream-cdr rows))))
              ((not step) (loop (stream-cdr rows)))
              ((null? step) stream-null)
              (else (assertion-violation 'stream-unfolds "cannot go on with" step))))))
      (apply values (map column (iota (length (stream-car rows)))))))

  ;; Selection

  (define (stream-drop n stream)
    (check-count 'stream-drop n)
    (check-stream 'stream-drop stream)
    (stream-let loop ((n n) (s stream))
      (if (or (zero? n) (stream-null? s))
          s
          (loop (- n 1) (stream-cdr s)))))

  (define (stream-drop-while reject? stream)
    (check-procedure 'stream-drop-while reject?)
    (check-stream 'stream-drop-while stream)
    (stream-let loop ((s stream))
      (if (and (stream-pair? s) (reject? (stream-car s)))
          (loop (stream-cdr s))
          s)))

  (define (stream-filter accept? stream)
    (check-procedure 'stream-filter accept?)
    (check-stream 'stream-filter stream)
    (stream-let loop ((s stream))
      (cond
        ((stream-null? s) stream-null)
        ((accept? (stream-car s)) (stream-cons (stream-car s) (loop (stream-cdr s))))
        (else (loop (stream-cdr s))))))

  (define (stream-ref stream n)
    (check-stream 'stream-ref stream)
    (check-count 'stream-ref n)
    (let loop ((s stream) (i n))
      (cond
        ((stream-null? s) (assertion-violation 'stream-ref "beyond the stream's end" n))
        ((zero? i) (stream-car s))
        (else (loop (stream-cdr s) (- i 1))))))

  (define (stream-take n stream)
    (check-count 'stream-take n)
    (check-stream 'stream-take stream)
    (stream-let loop ((n n) (s stream))
      (if (or (zero? n) (stream-null? s))
          stream-null
          (stream-cons (stream-car s) (loop (- n 1) (stream-cdr s))))))

  (define (stream-take-while accept? stream)
    (check-procedure 'stream-take-while accept?)
    (check-stream 'stream-take-while stream)
    (stream-let loop ((s stream))
      (if (and (stream-pair? s) (accept? (stream-car s)))
          (stream-cons (stream-car s) (loop (stream-cdr s)))
          stream-null)))

  ;; Folding and mapping

  (define (stream-fold combine nil stream)
    (check-procedure 'stream-fold combine)
    (check-stream 'stream-fold stream)
    (let loop ((value nil) (s stream))
      (if (stream-null? s)
          value
          (loop (combine value (stream-car s)) (stream-cdr s)))))

  (define (stream-scan combine nil stream)
    (check-procedure 'stream-scan combine)
    (check-stream 'stream-scan stream)
    (stream-let loop ((value nil) (s stream))
      (if (stream-null? s)
          (stream-cons value stream-null)
          (stream-cons value (loop (combine value (stream-car s)) (stream-cdr s))))))

  (define (stream-for-each f . streams)
    (check-procedure 'stream-for-each f)
    (check-streams 'stream-for-each streams)
    (let loop ((streams streams))
      (unless (exists stream-null? streams)
        (apply f (map stream-car streams))
        (loop (map stream-cdr streams)))))

  (define (stream-map f . streams)
    (check-procedure 'stream-map f)
    (check-streams 'stream-map streams)
    (stream-let loop ((streams streams))
      (if (exists stream-null? streams)
          stream-null
          (stream-cons (apply f (map stream-car streams))
                       (loop (map stream-cdr streams))))))

  (define (stream-length stream)
    (check-stream 'stream-length stream)
    (stream-fold (lambda (n x) (+ n 1)) 0 stream))

  (define (stream-reverse stream)
    (check-stream 'stream-reverse stream)
    (stream-let loop ((s stream) (done stream-null))
      (if (stream-null? s)
          done
          (loop (stream-cdr s) (stream-cons (stream-car s) done))))))
