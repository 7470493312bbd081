;;; (ice-9 regex): what is built on regexp-exec. A match is a vector: the text, then pairs of places.

(library (ice-9 regex)
  (export string-match match:string match:count match:start match:end match:substring match:prefix
          match:suffix regexp-match? regexp-quote fold-matches list-matches regexp-substitute
          regexp-substitute/global
          regexp/basic regexp/extended regexp/icase regexp/newline regexp/notbol regexp/noteol)
  (import (guile))

  (define regexp/basic 0)
  (define regexp/extended 1)
  (define regexp/icase 2)
  (define regexp/newline 4)
  (define regexp/notbol 1)
  (define regexp/noteol 2)

  (define* (string-match pattern string #:optional (start 0))
    (regexp-exec (make-regexp pattern regexp/extended) string start))

  (define (regexp-match? x)
    (and (vector? x)
         (> (vector-length x) 1)
         (string? (vector-ref x 0))
         (and-map (lambda (place)
                    (and (pair? place) (exact-integer? (car place)) (exact-integer? (cdr place))))
                  (cdr (vector->list x)))))

  (define (checked who match)
    (if (regexp-match? match)
        match
        (scm-error 'wrong-type-arg who "Wrong type argument in position 1: ~S" (list match)
                   (list match))))

  (define (match:string match) (vector-ref (checked "match:string" match) 0))

  (define (match:count match) (- (vector-length (checked "match:count" match)) 1))

  (define (place who match group)
    (let ((groups (- (vector-length (checked who match)) 1)))
      (if (and (exact-integer? group) (< -1 group groups))
          (vector-ref match (+ group 1))
          (scm-error 'out-of-range who "Value out of range: ~S" (list group) (list group)))))

  (define (matched-place select place)
    (and (>= (select place) 0) (select place)))

  (define* (match:start match #:optional (group 0))
    (matched-place car (place "match:start" match group)))

  (define* (match:end match #:optional (group 0))
    (matched-place cdr (place "match:end" match group)))

  (define* (match:substring match #:optional (group 0))
    (let ((found (place "match:substring" match group)))
      (and (>= (car found) 0)
           (substring (match:string match) (car found) (cdr found)))))

  (define (match:prefix match)
    (substring (match:string match) 0 (match:start match)))

  (define (match:suffix match)
    (substring (match:string match) (match:end match)))

  (define (regexp-quote string)
    (call-with-output-string
      (lambda (port)
        (string-for-each
          (lambda (c)
            (case c
              ((#\* #\. #\\ #\^ #\$ #\[) (write-char #\\ port) (write-char c port))
              ((#\( #\) #\+ #\? #\{ #\} #\|)
               (write-char #\[ port) (write-char c port) (write-char #\] port))
              (else (write-char c port))))
          string))))

  ;; After a match of nothing the search goes on one character further.
  (define* (fold-matches pattern string initial f #:optional (flags 0))
    (let ((rx (if (string? pattern) (make-regexp pattern) pattern)))
      (let loop ((start 0) (value initial) (abuts #f))
        (let* ((bound (if abuts (logior flags regexp/notbol) flags))
               (match (and (<= start (string-length string))
                           (regexp-exec rx string start bound))))
          (cond
            ((not match) value)
            ((and abuts (= (match:start match) (match:end match)) (= start (match:start match)))
             (loop (+ start 1) value #f))
            (else (loop (match:end match) (f match value) #t)))))))

  (define* (list-matches pattern string #:optional (flags 0))
    (reverse (fold-matches pattern string '() cons flags)))

  (define (write-to port write)
    (cond
      ((not port) (call-with-output-string write))
      ((eq? port #t) (write (current-output-port)))
      (else (write port))))

  (define (regexp-substitute port match . items)
    (write-to port
      (lambda (port)
        (for-each
          (lambda (item)
            (display
              (cond
                ((integer? item) (match:substring match item))
                ((eq? item 'pre) (match:prefix match))
                ((eq? item 'post) (match:suffix match))
                (else item))
              port))
          items))))

  (define (regexp-substitute/global port pattern string . items)
    (define matches (list-matches pattern string))
    (define end (string-length string))
    ;; Writes the text from a place on, with the items for each match that is left.
    (define (write-rest port matches start)
      (if (null? matches)
          (display (substring string start end) port)
          (let ((match (car matches)))
            (for-each
              (lambda (item)
                (cond
                  ((integer? item) (display (or (match:substring match item) "") port))
                  ((procedure? item) (display (item match) port))
                  ((eq? item 'pre)
                   (display (substring string start (match:start match)) port))
                  ((eq? item 'post) (write-rest port (cdr matches) (match:end match)))
                  (else (display item port))))
              items))))
    (write-to port (lambda (port) (write-rest port matches 0)))))
