;;; (ice-9 getopt-long): options of programs in the style of GNU.

(library (ice-9 getopt-long)
  (export getopt-long option-ref)
  (import (guile))

  (define-record-type spec
    (make-spec name char value required? predicate)
    spec?
    (name spec-name)
    (char spec-char)
    (value spec-value)
    (required? spec-required?)
    (predicate spec-predicate))

  (define (parse-spec entry)
    (define (property name)
      (let ((found (assq name (cdr entry)))) (and found (cadr found))))
    (make-spec (symbol->string (car entry)) (property 'single-char) (property 'value)
               (property 'required?) (property 'predicate)))

  (define (complain program message . arguments)
    (let ((port (current-error-port)))
      (display (string-append (if (string? program) program "") ": ") port)
      (display (apply format #f message arguments) port)
      (newline port)
      (force-output port)
      (throw 'quit 1)))

  (define (option-like? text)
    (and (> (string-length text) 1) (char=? #\- (string-ref text 0))))

  (define (all-letters? text)
    (string-every (lambda (c) (or (char<=? #\a c #\z) (char<=? #\A c #\Z))) text))

  (define* (getopt-long arguments grammar #:key stop-at-first-non-option)
    (define program (if (pair? arguments) (car arguments) ""))
    (define specs (map parse-spec grammar))
    (define (named name)
      (or-map (lambda (spec) (and (string=? name (spec-name spec)) spec)) specs))
    (define (lettered c)
      (or-map (lambda (spec) (and (eqv? c (spec-char spec)) spec)) specs))
    (define (found spec value) (cons spec value))

    ;; The rest of the arguments, the options so far and the others so far, latest first.
    (define (scan rest options others)
      (if (null? rest)
          (finish options (reverse others))
          (let ((text (car rest)))
            (cond
              ((string=? text "--") (finish options (append (reverse others) (cdr rest))))
              ((string-prefix? "--" text) (scan-long text (cdr rest) options others))
              ((and (option-like? text) (all-letters? (substring text 1)))
               (scan-short (string->list (substring text 1)) (cdr rest) options others))
              ((option-like? text) (scan-with-value text (cdr rest) options others))
              (stop-at-first-non-option (finish options (append (reverse others) rest)))
              (else (scan (cdr rest) options (cons text others)))))))

    ;; The value may be the next argument.
    (define (take-value spec rest options others)
      (let ((value (spec-value spec)))
        (cond
          ((not value) (scan rest (cons (found spec #t) options) others))
          ((and (pair? rest) (or (not (option-like? (car rest))) (eq? value #t))
                (not (and (eq? value #t) (option-like? (car rest)))))
           (scan (cdr rest) (cons (found spec (car rest)) options) others))
          ((eq? value #t)
           (complain program "option must be specified with argument: --~a" (spec-name spec)))
          (else (scan rest (cons (found spec #t) options) others)))))

    (define (scan-long text rest options others)
      (let* ((sign (string-index text #\=))
             (name (if sign (substring text 2 sign) (substring text 2)))
             (spec (or (named name) (complain program "no such option: --~a" name))))
        (cond
          ((not sign) (take-value spec rest options others))
          ((spec-value spec)
           (scan rest (cons (found spec (substring text (+ sign 1))) options) others))
          (else (complain program "option does not support argument: --~a" name)))))

    (define (spec-of c)
      (or (lettered c) (complain program "no such option: -~a" c)))

    ;; Only the last of several letters may have a value.
    (define (scan-short letters rest options others)
      (let ((spec (spec-of (car letters))))
        (cond
          ((null? (cdr letters)) (take-value spec rest options others))
          ((eq? #t (spec-value spec))
           (complain program "option must be specified with argument: --~a" (spec-name spec)))
          (else
           (scan-short (cdr letters) rest (cons (found spec #t) options) others)))))

    ;; Letters, then a value: -n12
    (define (scan-with-value text rest options others)
      (let ((spec (lettered (string-ref text 1))))
        (cond
          ((not spec) (complain program "no such option: -~a" (string-ref text 1)))
          ((spec-value spec)
           (scan rest (cons (found spec (substring text 2)) options) others))
          (else (complain program "option does not support argument: --~a" (spec-name spec))))))

    (define (check spec options)
      (let ((given (assq spec options)))
        (when (and (spec-required? spec) (not given))
          (complain program "option must be specified: --~a" (spec-name spec)))
        (when (and given (spec-predicate spec) (string? (cdr given))
                   (not ((spec-predicate spec) (cdr given))))
          (complain program "option predicate failed: --~a" (spec-name spec)))))

    (define (finish options others)
      (for-each (lambda (spec) (check spec options)) specs)
      (cons (cons '() others)
            (map (lambda (option)
                   (cons (string->symbol (spec-name (car option))) (cdr option)))
                 options)))

    (scan (if (pair? arguments) (cdr arguments) '()) '() '()))

  (define (option-ref options key default)
    (let ((found (assq key options)))
      (if found (cdr found) default))))
