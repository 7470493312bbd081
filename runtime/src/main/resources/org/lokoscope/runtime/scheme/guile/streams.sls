;;; (ice-9 streams): lists whose rest is a promise.

(library (ice-9 streams)
  (export make-stream stream-car stream-cdr stream-null? list->stream vector->stream port->stream
          stream->list stream->reversed-list stream->list&length stream->reversed-list&length
          stream->vector stream-fold stream-for-each stream-map)
  (import (guile))

  ;; The step gives a pair of an item and the next state, or something else, which is the end.
  (define (make-stream step state)
    (delay
      (let ((next (step state)))
        (if (pair? next)
            (cons (car next) (make-stream step (cdr next)))
            next))))

  (define (stream-car stream) (car (force stream)))
  (define (stream-cdr stream) (cdr (force stream)))
  (define (stream-null? stream) (null? (force stream)))

  (define (list->stream items)
    (make-stream (lambda (rest) (if (null? rest) '() rest)) items))

  (define (vector->stream vector)
    (make-stream
      (lambda (i) (if (= i (vector-length vector)) '() (cons (vector-ref vector i) (+ i 1))))
      0))

  (define (port->stream port read)
    (make-stream
      (lambda (port)
        (let ((item (read port)))
          (if (eof-object? item) '() (cons item port))))
      port))

  (define (fold1 f value stream)
    (let ((next (force stream)))
      (if (pair? next)
          (fold1 f (f (car next) value) (cdr next))
          value)))

  (define (stream->reversed-list stream) (fold1 cons '() stream))
  (define (stream->list stream) (reverse! (stream->reversed-list stream)))

  (define (stream->reversed-list&length stream)
    (let ((items (stream->reversed-list stream)))
      (values items (length items))))

  (define (stream->list&length stream)
    (let ((items (stream->list stream)))
      (values items (length items))))

  (define (stream->vector stream) (list->vector (stream->list stream)))

  (define (all-pairs? streams) (and-map (lambda (stream) (pair? (force stream))) streams))

  (define (stream-fold f value stream . rest)
    (if (null? rest)
        (fold1 f value stream)
        (let loop ((streams (cons stream rest)) (value value))
          (if (all-pairs? streams)
              (loop (map stream-cdr streams)
                    (apply f (append (map stream-car streams) (list value))))
              value))))

  (define (stream-for-each f stream . rest)
    (let loop ((streams (cons stream rest)))
      (when (all-pairs? streams)
        (apply f (map stream-car streams))
        (loop (map stream-cdr streams)))))

  (define (stream-map f stream . rest)
    (make-stream
      (lambda (streams)
        (if (all-pairs? streams)
            (cons (apply f (map stream-car streams)) (map stream-cdr streams))
            '()))
      (cons stream rest))))
