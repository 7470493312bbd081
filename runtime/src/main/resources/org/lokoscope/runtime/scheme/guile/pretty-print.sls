;;; (ice-9 pretty-print): data over several lines, laid out like code.

(library (ice-9 pretty-print)
  (export pretty-print truncated-print)
  (import (guile) (only (lokoscope private builtins) %write-pretty))

  (define indentation 2)
  (define longest-head 5)

  (define (text-of x display?)
    (if display?
        (call-with-output-string (lambda (port) (display x port)))
        (%write-pretty x)))

  (define* (pretty-print x #:optional port* #:key (port (or port* (current-output-port)))
                         (width 79) (max-expr-width 50) (display? #f) (per-line-prefix ""))
    (define out (current-of port))

    (define (put text column)
      (display text out)
      (+ column (string-length text)))

    (define (new-line column)
      (newline out)
      (display per-line-prefix out)
      (display (make-string column #\space) out)
      column)

    ;; Each prints something at a column, with so many closing parentheses to follow on its last
    ;; line, and gives the column after it.
    (define (item x column extra lay-out)
      (let ((text (text-of x display?)))
        (if (and (or (pair? x) (vector? x))
                 (> (string-length text) (min max-expr-width (- width column extra))))
            (cond
              ((pair? x) (lay-out x column extra))
              (else (elements (vector->list x) (put "#(" column) extra form)))
            (put text column))))

    (define (abbreviation x)
      (and (pair? (cdr x)) (null? (cddr x))
           (case (car x)
             ((quote) "'") ((quasiquote) "`") ((unquote) ",") ((unquote-splicing) ",@")
             (else #f))))

    (define (form x column extra)
      (cond
        ((abbreviation x) => (lambda (mark) (item (cadr x) (put mark column) extra form)))
        ((not (symbol? (car x))) (plain x column extra form))
        ((assq (car x) styles) => (lambda (style) ((cdr style) x column extra)))
        ((> (string-length (symbol->string (car x))) longest-head)
         (general x column extra #f #f form))
        (else (call x column extra form))))

    ;; (head item
    ;;       item)
    (define (call x column extra lay-out)
      (let ((after (item (car x) (put "(" column) 0 form)))
        (down (cdr x) after (+ after 1) extra lay-out)))

    ;; (item
    ;;  item)
    (define (plain x column extra lay-out)
      (elements x (put "(" column) extra lay-out))

    (define (forms x column extra) (plain x column extra form))

    (define (elements items column extra lay-out)
      (let loop ((items items) (at column) (first #t))
        (cond
          ((null? items) (put ")" at))
          ((pair? items)
           (loop (cdr items)
                 (item (car items) (if first at (new-line column))
                       (if (null? (cdr items)) (+ extra 1) 0) lay-out)
                 #f))
          (else (put ")" (item items (put ". " (new-line column)) (+ extra 1) lay-out))))))

    ;; Items below each other; the first goes on the line that has been begun.
    (define (down items at column extra lay-out)
      (if (pair? items)
          (elements items (put " " at) extra lay-out)
          (put ")" at)))

    ;; (head first
    ;;   body
    ;;   body)
    (define (general x column extra named? first body)
      (let* ((after (item (car x) (put "(" column) 0 form))
             (rest (cdr x))
             (name? (and named? (pair? rest) (symbol? (car rest))))
             (after (if name? (item (car rest) (put " " after) 0 form) after))
             (rest (if name? (cdr rest) rest)))
        (if (and first (pair? rest))
            (let ((end (item (car rest) (put " " after) (if (null? (cdr rest)) (+ extra 1) 0)
                             first)))
              (below (cdr rest) end (+ column indentation) extra body))
            (below rest after (+ column indentation) extra body))))

    (define (below items at column extra lay-out)
      (let loop ((items items) (at at))
        (cond
          ((null? items) (put ")" at))
          ((pair? items)
           (loop (cdr items)
                 (item (car items) (new-line column)
                       (if (null? (cdr items)) (+ extra 1) 0) lay-out)))
          (else (put ")" (item items (put ". " (new-line column)) (+ extra 1) lay-out))))))

    (define (binder x column extra) (general x column extra #f forms form))
    (define (tester x column extra) (general x column extra #f form form))

    (define styles
      (append
        (map (lambda (name) (cons name binder))
             '(lambda lambda* let* letrec letrec* define define* define-public define-syntax
               let-syntax letrec-syntax let-values let*-values with-fluids parameterize))
        (map (lambda (name) (cons name tester)) '(if set! when unless while))
        (list
          (cons 'cond (lambda (x column extra) (call x column extra forms)))
          (cons 'and (lambda (x column extra) (call x column extra form)))
          (cons 'or (lambda (x column extra) (call x column extra form)))
          (cons 'case (lambda (x column extra) (general x column extra #f form forms)))
          (cons 'let (lambda (x column extra) (general x column extra #t forms form)))
          (cons 'do (lambda (x column extra) (general x column extra #f forms form)))
          (cons 'begin (lambda (x column extra) (general x column extra #f #f form))))))

    (display per-line-prefix out)
    (item x (string-length per-line-prefix) 0 form)
    (newline out))

  (define (current-of port) (if (eq? port #t) (current-output-port) port))

  ;; As much of a datum as fits, with an ellipsis for the rest.
  (define* (truncated-print x #:optional port* #:key (port (or port* (current-output-port)))
                            (width 79) (display? #f) (breadth-first? #f))
    (define (fit x width)
      (let ((text (text-of x display?)))
        (cond
          ((<= (string-length text) width) text)
          ((pair? x) (fit-items x "(" ")" width))
          ((vector? x) (fit-items (vector->list x) "#(" ")" width))
          ((string? x)
           (if (< width 3) "#" (string-append (substring text 0 (- width 2)) "…\"")))
          (else "#"))))
    (define (fit-items items open close width)
      (let loop ((items items) (text open) (first #t))
        (cond
          ((null? items) (string-append text close))
          ((not (pair? items)) (string-append text " …" close))
          (else
           (let* ((space (if first "" " "))
                  (used (+ (string-length text) (string-length space)))
                  (left (- width used (string-length close)
                           (if (null? (cdr items)) 0 2)))
                  (part (if (> left 0) (fit (car items) left) "")))
             (if (or (<= left 0) (> (string-length part) left) (string=? part "#"))
                 (string-append text (if first "…" " …") close)
                 (loop (cdr items) (string-append text space part) #f)))))))
    (display (fit x width) port)))
