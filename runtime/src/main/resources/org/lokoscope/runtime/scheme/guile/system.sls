;;; The rest of Guile's core that programs use: paths of modules, reports of errors, versions.

(library (guile system)
  (export
    define-syntax-parameter syntax-parameterize
    with-ellipsis
    %load-path %load-compiled-path %load-extensions %load-compiled-extensions %load-verbosely
    %load-hook %load-should-auto-compile %fresh-auto-compile %auto-compilation-options
    %search-load-path load-from-path primitive-load-path load-in-vicinity load-compiled
    load-user-init %package-data-dir %library-dir %site-dir %site-ccache-dir %global-site-dir
    %host-type %guile-build-info %cond-expand-features %cond-expand-table cond-expand-provide
    %default-port-encoding %default-port-conversion-strategy %file-port-name-canonicalization
    provide version-matches? current-language current-reader using-readline?
    issue-deprecation-warning include-deprecated-features install-r6rs! install-r7rs!
    display-error display-backtrace display-application backtrace make-stack stack?
    stack-length stack-ref stack-id start-stack frame? frame-procedure-name frame-previous
    frame-source frame-arguments has-shown-backtrace-hint?
    gc-enable gc-disable gc-dump gai-strerror read-syntax primitive-read
    call-with-blocked-asyncs call-with-unblocked-asyncs call-with-include-port
    call-with-module-autoload-lock call-with-deferred-observers
    inet-lnaof inet-netof inet-makeaddr gethostbyname gethost hostent:name hostent:aliases
    hostent:addrtype hostent:length hostent:addr-list
    setlocale gettext ngettext textdomain bindtextdomain bind-textdomain-codeset)
  (import (only (lokoscope private builtins) syntax-parameterize with-ellipsis)
          (only (ice-9 i18n) setlocale gettext ngettext textdomain bindtextdomain
                bind-textdomain-codeset)
          (guile) (lokoscope private builtins))

  (define-syntax define-syntax-parameter
    (syntax-rules () ((_ name transformer) (define-syntax name transformer))))

  ;; Where files are looked for by load-from-path. What a program adds here counts for that alone;
  ;; add-to-load-path counts for modules.
  (define %load-path (cons "." (%library-directories)))
  (define %load-compiled-path '())
  (define %load-extensions '(".scm" ""))
  (define %load-compiled-extensions '())
  (define %load-verbosely #f)
  (define %load-should-auto-compile #f)
  (define %fresh-auto-compile #f)
  (define %auto-compilation-options '())
  (define (%load-hook name) *unspecified*)

  (define (%search-load-path name)
    (or (%library-file name)
        (search-path %load-path name %load-extensions)))

  (define (load-from-path name)
    (let ((file (%search-load-path name)))
      (if file
          (primitive-load file)
          (scm-error 'misc-error "load-from-path" "Unable to find file ~S in load path"
                     (list name) #f))))

  (define (primitive-load-path name . options) (load-from-path name))

  (define* (load-in-vicinity folder name #:optional reader)
    (primitive-load (in-vicinity folder name)))

  (define (load-compiled file)
    (scm-error 'misc-error "load-compiled" "compiled files of Guile cannot be loaded" '() #f))

  (define (load-user-init) *unspecified*)

  (define (%package-data-dir) "/usr/share/guile")
  (define (%library-dir) "/usr/share/guile/3.0")
  (define (%site-dir) "/usr/share/guile/site/3.0")
  (define (%global-site-dir) "/usr/share/guile/site")
  (define (%site-ccache-dir) "/usr/lib/guile/3.0/site-ccache")

  (define %host-type
    (string-append (utsname:machine (uname)) "-pc-"
      (string-downcase (utsname:sysname (uname))) "-gnu"))

  (define %guile-build-info (list (cons 'guileversion (version))))
  (define %cond-expand-features
    '(guile guile-2 guile-2.2 guile-3 guile-3.0 r5rs r6rs r7rs full-unicode exact-closed
      exact-complex ratios srfi-0 srfi-4 srfi-6 srfi-13 srfi-14 srfi-16 srfi-23 srfi-30 srfi-39
      srfi-46 srfi-55 srfi-61 srfi-62 srfi-87 srfi-105))
  (define %cond-expand-table (make-hash-table))
  (define (cond-expand-provide module features) *unspecified*)
  (define %default-port-encoding (make-fluid "UTF-8"))
  (define %default-port-conversion-strategy (make-fluid 'substitute))
  (define %file-port-name-canonicalization (make-fluid #f))

  (define provided-features (make-parameter '()))

  (define (provide feature)
    (provided-features (cons feature (provided-features))))

  ;; A version that is wanted is a list of numbers.
  (define (version-matches? wanted target)
    (or (null? wanted)
        (and (pair? target)
             (equal? (car wanted) (car target))
             (version-matches? (cdr wanted) (cdr target)))))

  (define current-language (make-parameter 'scheme))
  (define current-reader (make-fluid #f))
  (define (using-readline?) #f)
  (define (issue-deprecation-warning . messages) *unspecified*)
  (define (include-deprecated-features) #f)
  (define (install-r6rs!) *unspecified*)
  (define (install-r7rs!) *unspecified*)

  ;; Errors

  (define (display-error frame port who message arguments rest)
    (when who
      (display "In procedure " port)
      (display who port)
      (display ": " port))
    (if (string? message)
        (display (apply simple-format #f message (if (list? arguments) arguments '())) port)
        (write message port))
    (newline port))

  ;; Stacks: the calls that a continuation will return to, the innermost first.

  (define-record-type stack
    (new-stack frames)
    stack?
    (frames stack-frames))

  ;; A call: the procedure that has made it, or #f, and where it stands.
  (define-record-type frame
    (new-frame procedure file line column previous)
    frame?
    (procedure frame-procedure-name)
    (file frame-file)
    (line frame-line)
    (column frame-column)
    (previous frame-previous))

  ;; Of what narrows a stack only numbers count: so many calls are left out inside, then outside.
  (define (make-stack from . narrowing)
    (if (procedure? from)
        (stack-of (continuation-calls from) narrowing)
        (call-with-current-continuation
          (lambda (k) (stack-of (continuation-calls k) narrowing)))))

  (define (continuation-calls k)
    (catch 'wrong-type-arg (lambda () (%continuation-calls k)) (lambda mistake '())))

  (define (stack-of calls narrowing)
    (let* ((cut (lambda (n calls)
                  (if (and (integer? n) (positive? n)) (list-tail calls (min n (length calls))) calls)))
           (inner (if (pair? narrowing) (cut (car narrowing) calls) calls))
           (outer (if (and (pair? narrowing) (pair? (cdr narrowing)))
                      (reverse (cut (cadr narrowing) (reverse inner)))
                      inner)))
      (new-stack
        (list->vector
          (fold-right (lambda (call frames)
                        (cons (new-frame (car call) (cadr call) (- (caddr call) 1)
                                         (- (cadddr call) 1)
                                         (and (pair? frames) (car frames)))
                              frames))
                      '() outer)))))

  (define (stack-length stack) (vector-length (stack-frames stack)))

  (define (stack-ref stack i)
    (if (< -1 i (stack-length stack))
        (vector-ref (stack-frames stack) i)
        (scm-error 'out-of-range "stack-ref" "Value out of range: ~S" (list i) (list i))))

  (define (stack-id stack) #t)
  (define (frame-arguments frame) '())

  ;; As in Guile: where the call stands, lines and columns from 0.
  (define (frame-source frame)
    (cons* 0 (frame-file frame) (frame-line frame) (frame-column frame)))

  (define (display-call frame i port)
    (simple-format port "~a: ~a (~a:~a:~a)\n" i (or (frame-procedure-name frame) "_")
                   (frame-file frame) (+ (frame-line frame) 1) (+ (frame-column frame) 1)))

  ;; The outermost call is displayed first.
  (define* (display-backtrace stack port #:optional first depth highlights)
    (let* ((from (or first 0))
           (to (if depth (min (+ from depth) (stack-length stack)) (stack-length stack))))
      (let loop ((i (- to 1)))
        (when (>= i from)
          (display-call (stack-ref stack i) i port)
          (loop (- i 1))))))

  (define (display-application frame . options)
    (display-call frame 0 (if (pair? options) (car options) (current-output-port))))

  (define (backtrace . highlights)
    (display "Backtrace:\n")
    (display-backtrace (make-stack #t) (current-output-port)))

  (define has-shown-backtrace-hint? #f)

  (define-syntax start-stack
    (syntax-rules () ((_ id expression) expression)))

  (define (gc-enable) *unspecified*)
  (define (gc-disable) *unspecified*)
  (define (gc-dump) *unspecified*)

  (define (gai-strerror number)
    (case number
      ((-2) "Name or service not known")
      ((-3) "Temporary failure in name resolution")
      ((-4) "Non-recoverable failure in name resolution")
      ((-5) "No address associated with hostname")
      (else "Unknown error")))

  (define* (read-syntax #:optional (port (current-input-port)))
    (let ((form (read port)))
      (if (eof-object? form) form (datum->syntax #'here form))))

  (define (primitive-read . port) (apply read port))

  (define (call-with-blocked-asyncs thunk) (thunk))
  (define (call-with-unblocked-asyncs thunk) (thunk))
  (define (call-with-module-autoload-lock thunk) (thunk))
  (define (call-with-deferred-observers thunk) (thunk))

  (define (call-with-include-port file f)
    (call-with-input-file file f))

  ;; Addresses

  (define (inet-lnaof address)
    (cond
      ((< address (ash 128 24)) (logand address #xffffff))
      ((< address (ash 192 24)) (logand address #xffff))
      (else (logand address #xff))))

  (define (inet-netof address)
    (cond
      ((< address (ash 128 24)) (ash address -24))
      ((< address (ash 192 24)) (ash address -16))
      (else (ash address -8))))

  (define (inet-makeaddr network host)
    (cond
      ((< network 128) (logior (ash network 24) host))
      ((< network 65536) (logior (ash network 16) host))
      (else (logior (ash network 8) host))))

  (define (gethostbyname name)
    (let ((found (getaddrinfo name #f 0 AF_INET)))
      (vector name '() AF_INET 4
        (map (lambda (info) (sockaddr:addr (addrinfo:addr info))) found))))

  (define (gethost name) (gethostbyname name))

  (define (place i) (lambda (vector) (vector-ref vector i)))
  (define hostent:name (place 0))
  (define hostent:aliases (place 1))
  (define hostent:addrtype (place 2))
  (define hostent:length (place 3))
  (define hostent:addr-list (place 4)))
