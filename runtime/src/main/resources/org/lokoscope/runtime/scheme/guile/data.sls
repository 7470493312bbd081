;;; Numbers, strings and exceptions of Guile's core that few programs use.

(library (guile data)
  (export
    (rename (any:floor/ floor/) (any:floor-quotient floor-quotient)
            (any:floor-remainder floor-remainder) (any:truncate/ truncate/)
            (any:truncate-quotient truncate-quotient)
            (any:truncate-remainder truncate-remainder))
    euclidean/ euclidean-quotient euclidean-remainder
    ceiling/ ceiling-quotient ceiling-remainder centered/ centered-quotient centered-remainder
    round/ round-quotient round-remainder round-ash
    random:normal random:exp random:normal-vector! random:hollow-sphere! random:solid-sphere!
    copy-random-state random-state->datum datum->random-state
    string-any-c-code string-every-c-code string-bytes-per-char string-utf8-length
    string-capitalize! substring-fill! char-set:designated %char-set-dump %string-dump
    %symbol-dump delv1! list-cdr-set! restricted-vector-sort! parse-path
    parse-path-with-ellipsis file-name-separator? file-name-separator-string
    absolute-file-name? in-vicinity system-file-name-convention search-path
    exception? exception-type? make-exception make-exception-type exception-accessor
    exception-predicate simple-exceptions make-exception-from-throw
    &exception &error &programming-error &non-continuable &quit-exception &compound-exception
    &exception-with-kind-and-args system-error-errno
    make-soft-port set-port-encoding! port-with-print-state get-print-state
    convert-assignment abort-to-prompt* memoize-expression unmemoize-expression memoized-typecode
    macroexpand macroexpanded? quote-syntax begin-deprecated require-extension
    defmacro-public export! export-syntax re-export-syntax current-source-location
    print-options read-options debug-options print-enable print-disable print-set! read-enable
    read-disable read-set! debug-enable debug-disable debug-set!
    print-options-interface read-options-interface debug-options-interface)
  (import (guile)
          (prefix (only (lokoscope private builtins) &error &non-continuable record-type-descriptor
                        floor/ floor-quotient floor-remainder
                        truncate/ truncate-quotient truncate-remainder)
                  base:)
          (lokoscope private builtins))

  ;; Division. Each kind says how the exact quotient becomes an integer.

  (define-values (ceiling/ ceiling-quotient ceiling-remainder)
    (division (lambda (n d) (ceiling (/ n d)))))

  (define-values (round/ round-quotient round-remainder)
    (division (lambda (n d) (round (/ n d)))))

  (define-values (centered/ centered-quotient centered-remainder)
    (division
      (lambda (n d) (if (positive? d) (floor (+ (/ n d) 1/2)) (ceiling (- (/ n d) 1/2))))))

  (define-values (fraction:floor/ fraction:floor-quotient fraction:floor-remainder)
    (division (lambda (n d) (floor (/ n d)))))

  (define-values (fraction:truncate/ fraction:truncate-quotient fraction:truncate-remainder)
    (division (lambda (n d) (truncate (/ n d)))))

  (define-values (euclidean/ euclidean-quotient euclidean-remainder)
    (division (lambda (n d) (if (positive? d) (floor (/ n d)) (ceiling (/ n d))))))

  ;; The standards have these for integers, which are the fast case.
  (define (any:floor/ n d)
    (if (and (integer? n) (integer? d)) (base:floor/ n d) (fraction:floor/ n d)))
  (define (any:floor-quotient n d)
    (if (and (integer? n) (integer? d)) (base:floor-quotient n d) (fraction:floor-quotient n d)))
  (define (any:floor-remainder n d)
    (if (and (integer? n) (integer? d)) (base:floor-remainder n d) (fraction:floor-remainder n d)))
  (define (any:truncate/ n d)
    (if (and (integer? n) (integer? d)) (base:truncate/ n d) (fraction:truncate/ n d)))
  (define (any:truncate-quotient n d)
    (if (and (integer? n) (integer? d)) (base:truncate-quotient n d) (fraction:truncate-quotient n d)))
  (define (any:truncate-remainder n d)
    (if (and (integer? n) (integer? d)) (base:truncate-remainder n d) (fraction:truncate-remainder n d)))

  (define (division integer)
    (let ((whole (lambda (n d)
                   (if (or (and (exact? n) (exact? d)) (not (and (finite? n) (finite? d))))
                       (integer n d)
                       (inexact (integer (exact n) (exact d)))))))
      (values
        (lambda (n d) (let ((q (whole n d))) (values q (- n (* d q)))))
        whole
        (lambda (n d) (- n (* d (whole n d)))))))

  (define (round-ash n count) (round (* n (expt 2 count))))

  ;; Chance. There is one source of it; states stand for it.

  ;; By the method of Box and Muller.
  (define (normal)
    (* (sqrt (* -2 (log (random:uniform)))) (cos (* 8 (atan 1) (random:uniform)))))

  (define (random:normal . state) (normal))
  (define (random:exp . state) (- (log (random:uniform))))

  (define (fill-array! array f)
    (array-map! array f))

  (define (random:normal-vector! vector . state) (fill-array! vector normal))

  (define (scale! vector length)
    (let ((norm (let ((sum 0))
                  (array-for-each (lambda (x) (set! sum (+ sum (* x x)))) vector)
                  (sqrt sum))))
      (array-map! vector (lambda (x) (* x (/ length norm))) vector)))

  (define (random:hollow-sphere! vector . state)
    (fill-array! vector normal)
    (scale! vector 1.0))

  (define (random:solid-sphere! vector . state)
    (fill-array! vector normal)
    (scale! vector (expt (random:uniform) (/ 1.0 (array-length vector)))))

  (define (copy-random-state . state) *random-state*)
  (define (random-state->datum . state) 'random-state)
  (define (datum->random-state datum) *random-state*)

  ;; Strings and lists

  (define (string-any-c-code what string . range) (apply string-any what string range))
  (define (string-every-c-code what string . range) (apply string-every what string range))

  (define (string-bytes-per-char string)
    (if (string-every (lambda (c) (< (char->integer c) 256)) string) 1 4))

  (define (string-utf8-length string) (bytevector-length (string->utf8 string)))

  (define (string-capitalize! string)
    (string-copy! string 0 (string-capitalize string))
    string)

  (define (substring-fill! string start end c) (string-fill! string c start end))

  (define (%char-set-dump set) set)
  (define (%string-dump string) (list (cons 'string string)))
  (define (%symbol-dump symbol) (list (cons 'symbol symbol)))

  (define char-set:designated
    (char-set-filter
      (lambda (c) (not (memq (char-general-category c) '(Cn Cs))))
      char-set:full))

  (define (delv1! x list)
    (let loop ((rest list) (before '()))
      (cond
        ((null? rest) list)
        ((eqv? x (car rest)) (append (reverse before) (cdr rest)))
        (else (loop (cdr rest) (cons (car rest) before))))))

  (define (list-cdr-set! list k value)
    (set-cdr! (list-tail list k) value)
    value)

  (define (restricted-vector-sort! vector less? start end)
    (let loop ((i start) (items (sort (vector->list (vector-slice vector start end)) less?)))
      (unless (null? items)
        (vector-set! vector i (car items))
        (loop (+ i 1) (cdr items)))))

  (define (vector-slice vector start end)
    (let ((part (make-vector (- end start))))
      (vector-move-left! vector start end part 0)
      part))

  ;; Names of files

  (define* (parse-path path #:optional (tail '()))
    (if path (append (string-split path #\:) tail) tail))

  (define (parse-path-with-ellipsis path base)
    (let ((parts (parse-path path)))
      (if (member "..." parts)
          (append-map* (lambda (part) (if (string=? part "...") base (list part))) parts)
          parts)))

  (define (append-map* f list) (apply append (map f list)))

  (define (file-name-separator? c) (char=? c #\/))
  (define file-name-separator-string "/")
  (define (absolute-file-name? name) (string-prefix? "/" name))
  (define (system-file-name-convention) 'posix)

  (define (in-vicinity folder name)
    (if (or (string-null? folder) (string-suffix? "/" folder) (absolute-file-name? name))
        (if (absolute-file-name? name) name (string-append folder name))
        (string-append folder "/" name)))

  (define* (search-path path name #:optional (extensions '("")) require-extension?)
    (or-map
      (lambda (folder)
        (or-map
          (lambda (extension)
            (let ((file (string-append (in-vicinity folder name) extension)))
              (and (file-exists? file) (not (file-is-directory? file)) file)))
          extensions))
      path))

  ;; Exceptions: the conditions of R6RS

  (define &exception (base:record-type-descriptor &condition))
  (define &error (base:record-type-descriptor base:&error))
  (define &programming-error (base:record-type-descriptor &violation))
  (define &non-continuable (base:record-type-descriptor base:&non-continuable))

  (define (exception? x) (condition? x))

  (define (exception-type? x)
    (and (record-type-descriptor? x)
         (or (eq? x &exception) (->bool (record-type-has-parent? x &exception)))))

  (define (make-exception . parts) (apply condition parts))
  (define (simple-exceptions exception) (simple-conditions exception))

  (define (make-exception-type id parent fields)
    (make-record-type-descriptor id parent #f #f #f
      (list->vector
        (map (lambda (field) (if (pair? field) field (list 'immutable field))) fields))))

  (define (exception-predicate type) (condition-predicate type))
  (define (exception-accessor type get) (condition-accessor type get))

  (define (make-exception-from-throw key args)
    (call/ec
      (lambda (return)
        (with-exception-handler return (lambda () (apply throw key args))))))

  (define &quit-exception (make-exception-type '&quit-exception &exception '(code)))
  (define &compound-exception
    (make-exception-type '&compound-exception &exception '(components)))
  (define &exception-with-kind-and-args
    (make-exception-type '&exception-with-kind-and-args &exception '(kind args)))

  (define (system-error-errno args)
    (and (eq? (car args) 'system-error) (caddr (cddr args)) (car (list-ref args 4))))

  ;; Ports

  ;; Procedures for a character, a string, flushing, reading a character and closing.
  (define* (make-soft-port procedures modes)
    (let ((write-text (vector-ref procedures 1))
          (read-char (vector-ref procedures 3))
          (close (vector-ref procedures 4)))
      (define (write! string start count)
        (write-text (substring string start (+ start count)))
        count)
      (define (read! string start count)
        (let ((c (read-char)))
          (cond
            ((char? c) (string-set! string start c) 1)
            (else 0))))
      (cond
        ((not (string-index modes #\w))
         (make-custom-textual-input-port "soft" read! #f #f close))
        ((not (string-index modes #\r))
         (make-custom-textual-output-port "soft" write! #f #f close))
        (else (make-custom-textual-input/output-port "soft" read! write! #f #f close)))))

  (define (set-port-encoding! port encoding)
    (unless (%set-port-encoding! port encoding)
      (scm-error 'misc-error "set-port-encoding!"
                 "ports have no encoding ~S here, but UTF-8, ISO-8859-1 and UTF-16"
                 (list encoding) #f)))

  (define* (port-with-print-state port #:optional state) port)
  (define (get-print-state port) #f)

  ;; Forms and their expansion

  (define (convert-assignment form) form)
  (define (abort-to-prompt* tag arguments) (apply abort-to-prompt tag arguments))
  (define (memoize-expression form) form)
  (define (unmemoize-expression form) form)
  (define (memoized-typecode form) 0)
  (define* (macroexpand form #:optional mode phase) form)
  (define (macroexpanded? x) #f)

  (define-syntax quote-syntax
    (syntax-rules () ((_ datum) (syntax datum))))

  (define-syntax begin-deprecated
    (syntax-rules () ((_ form ...) (begin form ...))))

  (define-syntax defmacro-public
    (syntax-rules ()
      ((_ name formals body ...)
       (begin (export name) (define-macro (name . formals) body ...)))))

  (define-syntax export!
    (syntax-rules () ((_ name ...) (export name ...))))

  (define-syntax export-syntax
    (syntax-rules () ((_ name ...) (export name ...))))

  (define-syntax re-export-syntax
    (syntax-rules () ((_ name ...) (re-export name ...))))

  (define-syntax require-extension
    (syntax-rules (srfi)
      ((_ (srfi n ...)) (use-srfis '(n ...)))))

  (define-syntax current-source-location
    (syntax-rules () ((_) #f)))

  ;; Options: a name that is on, or with a value. None of them changes anything.

  (define (options-of defaults)
    (let ((options defaults))
      (lambda changes
        (when (pair? changes) (set! options (car changes)))
        options)))

  (define print-options-interface (options-of '()))
  (define read-options-interface (options-of '(positions)))
  (define debug-options-interface (options-of '()))

  (define (lister interface)
    (case-lambda
      (() (interface))
      ((options) (interface options))))

  (define (enabler interface)
    (lambda names (interface (append names (interface)))))

  (define (disabler interface)
    (lambda names (interface (filter (lambda (x) (not (memq x names))) (interface)))))

  (define print-options (lister print-options-interface))
  (define read-options (lister read-options-interface))
  (define debug-options (lister debug-options-interface))
  (define print-enable (enabler print-options-interface))
  (define read-enable (enabler read-options-interface))
  (define debug-enable (enabler debug-options-interface))
  (define print-disable (disabler print-options-interface))
  (define read-disable (disabler read-options-interface))
  (define debug-disable (disabler debug-options-interface))

  (define-syntax print-set!
    (syntax-rules () ((_ name value) (print-enable (list 'name value)))))
  (define-syntax read-set!
    (syntax-rules () ((_ name value) (read-enable (list 'name value)))))
  (define-syntax debug-set!
    (syntax-rules () ((_ name value) (debug-enable (list 'name value))))))
