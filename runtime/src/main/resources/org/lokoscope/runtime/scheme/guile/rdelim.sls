;;; (ice-9 rdelim): reading up to a delimiter.

(library (ice-9 rdelim)
  (export read-line %read-line read-delimited read-string write-line read-line! read-delimited!
          read-string!)
  (import (rename (lokoscope private builtins) (read-string base:read-string)))

  ;; A line and what has ended it.
  (define (%read-line . port)
    (read-line (if (null? port) (current-input-port) (car port)) 'split))

  (define (read-line . options)
    (let ((port (if (pair? options) (car options) (current-input-port)))
          (how (if (and (pair? options) (pair? (cdr options))) (cadr options) 'trim)))
      (if (eq? how 'trim)
          (get-line port)
          (read-to "\n" port how))))

  (define (read-delimited delimiters . options)
    (read-to delimiters
      (if (pair? options) (car options) (current-input-port))
      (if (and (pair? options) (pair? (cdr options))) (cadr options) 'trim)))

  (define (delimiter? delimiters c)
    (let loop ((i 0))
      (and (< i (string-length delimiters))
           (or (char=? c (string-ref delimiters i))
               (loop (+ i 1))))))

  ;; HOW says what becomes of the delimiter: it is dropped (trim), added (concat), left in the port
  ;; (peek) or returned with the text as a pair (split).
  (define (read-to delimiters port how)
    (let loop ((chars '()))
      (let ((c (peek-char port)))
        (cond
          ((and (eof-object? c) (null? chars))
           (if (eq? how 'split) (cons c c) c))
          ((eof-object? c)
           (if (eq? how 'split)
               (cons (list->string (reverse chars)) c)
               (list->string (reverse chars))))
          ((delimiter? delimiters c)
           (case how
             ((peek) (list->string (reverse chars)))
             ((concat) (read-char port) (list->string (reverse (cons c chars))))
             ((split) (read-char port) (cons (list->string (reverse chars)) c))
             (else (read-char port) (list->string (reverse chars)))))
          (else
           (read-char port)
           (loop (cons c chars)))))))

  ;; The arguments come in either order: Guile has the port first, R7RS the count.
  (define (read-string . arguments)
    (let ((port (or (find port? arguments) (current-input-port)))
          (count (find number? arguments)))
      (if count
          (let ((text (get-string-n port count)))
            (if (eof-object? text) "" text))
          (let ((text (get-string-all port)))
            (if (eof-object? text) "" text)))))

  (define (place-of arguments n otherwise)
    (if (< n (length arguments)) (list-ref arguments n) otherwise))

  (define (put! string text start)
    (string-copy! string start text)
    (string-length text))

  ;; How many characters went into the string; #f if the line is longer than there is room.
  (define (read-line! string . port)
    (let ((line (apply read-line port)))
      (cond
        ((eof-object? line) line)
        ((> (string-length line) (string-length string)) #f)
        (else (put! string line 0)))))

  (define (read-delimited! delimiters string . options)
    (let* ((port (place-of options 0 (current-input-port)))
           (how (place-of options 1 'trim))
           (start (place-of options 2 0))
           (text (read-to delimiters port how)))
      (if (eof-object? text) text (put! string text start))))

  (define (read-string! string . options)
    (let* ((port (place-of options 0 (current-input-port)))
           (start (place-of options 1 0))
           (end (place-of options 2 (string-length string)))
           (text (get-string-n port (- end start))))
      (if (eof-object? text) 0 (put! string text start))))

  (define (write-line object . port)
    (let ((port (if (pair? port) (car port) (current-output-port))))
      (write object port)
      (newline port))))
