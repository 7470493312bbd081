;;; (ice-9 rdelim): reading up to a delimiter.

(library (ice-9 rdelim)
  (export read-line read-delimited read-string write-line)
  (import (rename (lokoscope private builtins) (read-string base:read-string)))

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
  ;; (peek) or returned as a second value (split).
  (define (read-to delimiters port how)
    (let loop ((chars '()))
      (let ((c (peek-char port)))
        (cond
          ((and (eof-object? c) (null? chars))
           (if (eq? how 'split) (values c c) c))
          ((eof-object? c)
           (if (eq? how 'split)
               (values (list->string (reverse chars)) c)
               (list->string (reverse chars))))
          ((delimiter? delimiters c)
           (case how
             ((peek) (list->string (reverse chars)))
             ((concat) (read-char port) (list->string (reverse (cons c chars))))
             ((split) (read-char port) (values (list->string (reverse chars)) c))
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

  (define (write-line object . port)
    (let ((port (if (pair? port) (car port) (current-output-port))))
      (write object port)
      (newline port))))
