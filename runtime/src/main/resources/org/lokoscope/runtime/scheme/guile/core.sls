;;; (guile): what every module of Guile's sees, as far as it is not in the standards.

(library (guile)
  (export
    ;; Syntax
    _ ... => else and begin case case-lambda case-lambda* cond cond-expand define define*
    define*-public define-module define-public define-record-type define-syntax
    define-syntax-rule define-inlinable define-once define-private define-values define-macro
    defmacro delay do eval-when export re-export
    identifier-syntax if import include include-ci include-from-path lambda lambda* λ let let* let*-values let-syntax
    let-values letrec letrec* letrec-syntax library define-library or parameterize quasiquote
    quasisyntax quote receive set! syntax syntax-case syntax-error syntax-rules unless unquote
    unquote-splicing unsyntax unsyntax-splicing use-modules when while with-fluids with-syntax @ @@
    and-let* let/ec false-if-exception guard
    ;; Control
    apply call-with-current-continuation call-with-escape-continuation call-with-values call/cc
    call/ec catch throw with-throw-handler dynamic-wind (rename (guile:error error)) (rename (guile:eval eval)) exit quit
    for-each force
    make-promise promise? procedure? map map-in-order (rename (guile:raise raise))
    raise-continuable raise-exception
    scm-error (rename (guile:with-exception-handler with-exception-handler)) exception-args
    exception-kind values
    primitive-exit primitive-_exit make-parameter make-fluid make-unbound-fluid
    make-thread-local-fluid fluid? fluid-ref
    fluid-set! with-fluid* fluid->parameter and=> identity const compose negate noop void
    thunk? interaction-environment primitive-eval eval-string current-module
    with-continuation-barrier call-with-prompt abort-to-prompt make-prompt-tag
    default-prompt-tag suspendable-continuation? current-dynamic-state with-dynamic-state
    dynamic-state?
    ;; Booleans, symbols, keywords, characters
    boolean? (rename (guile:eq? eq?) (guile:eqv? eqv?)) equal? not bound-identifier=? datum->syntax free-identifier=?
    generate-temporaries identifier? syntax->datum syntax-violation make-variable-transformer
    symbol? symbol->string string->symbol symbol-append symbol-hash (rename (guile:gensym gensym))
    make-symbol symbol-interned? list->symbol
    symbol-prefix-proc keyword? keyword->symbol symbol->keyword ->bool
    char? char=? char<? char>? char<=? char>=? char-ci=? char-ci<? char-ci>? char-ci<=? char-ci>=?
    char-alphabetic? (rename (r7rs:char-numeric? char-numeric?)) char-whitespace? char-upper-case? char-lower-case? char-upcase
    char-downcase char-titlecase char->integer integer->char char-general-category char-is-both?
    ;; Numbers
    * + - / < <= = > >= 1+ 1- abs acos angle asin (rename (guile:atan atan)) ceiling complex? cos denominator even?
    exact exact? exact->inexact exact-integer? exact-integer-sqrt exp expt finite? floor gcd
    imag-part inexact inexact? inexact->exact integer? lcm log magnitude make-polar
    make-rectangular max
    min modulo nan? negative? number? (rename (guile:number->string number->string)) numerator odd? positive? quotient rational?
    rationalize real? real-part remainder round sin sqrt string->number tan truncate zero?
    ash logand logior logxor lognot logcount logbit? logtest integer-length bit-extract
    integer-expt modulo-expt inf inf? nan log10 sinh cosh tanh asinh acosh atanh
    (rename (guile:random random)) random:uniform random-state-from-platform seed->random-state
    *random-state*
    most-positive-fixnum most-negative-fixnum
    ;; Pairs and lists
    car cdr caar cadr cdar cddr caaar caadr cadar caddr cdaar cdadr cddar cdddr caaaar caaadr
    caadar caaddr cadaar cadadr caddar cadddr cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar
    cddddr cons cons* set-car! set-cdr! pair? null? list list? length append append! reverse
    reverse! list-ref list-set! list-tail list-head list-cdr-ref list-copy last-pair make-list iota
    memq memv
    member assq assv assoc acons assq-ref assv-ref assoc-ref assq-set! assv-set! assoc-set!
    assq-remove! assv-remove! assoc-remove! sloppy-assq sloppy-assv sloppy-assoc
    delq delv delete delq! delv! delete! delq1! delete1! filter filter! list-index and-map or-map
    sort sort! stable-sort stable-sort! sort-list sort-list! sorted? merge merge! copy-tree
    ;; Vectors and bytevectors
    vector vector? make-vector vector-length vector-ref vector-set! vector->list list->vector
    vector-fill! vector-copy vector-copy! vector-move-left! vector-move-right! vector-map
    vector-for-each
    ;; Strings
    string? string make-string string-length string-ref string-set! substring string-append
    string-copy string-copy! string-fill! string->list list->string string-null? string=? string<?
    string>? string<=? string>=? string-ci=? string-ci<? string-ci>? string-ci<=? string-ci>=?
    string-capitalize string-join string-concatenate
    string-for-each string-map string-reverse reverse-list->string
    string-contains string-hash string-normalize-nfc string-normalize-nfd string-normalize-nfkc
    string-normalize-nfkd string-split string-rindex string-index-right
    string-trim string-trim-right
    string-trim-both string-pad string-pad-right string-take string-take-right string-drop
    string-drop-right string-fold string-fold-right
    string-filter string-delete string-skip string-replace string-tokenize
    string-append/shared substring/shared substring/copy substring/read-only
    substring-move! string-upcase! string-downcase! string-reverse! string->char-set
    char-set char-set? char-set-contains? char-set-adjoin char-set-complement char-set-union
    char-set-intersection
    char-set-difference char-set:letter char-set:digit char-set:whitespace char-set:letter+digit
    char-set:upper-case char-set:lower-case char-set:punctuation char-set:graphic char-set:blank
    char-set:ascii char-set:empty char-set:full char-set:hex-digit char-set:symbol
    list->char-set object->string make-regexp regexp? regexp-exec
    (rename
      (srfi:string-prefix? string-prefix?)
      (srfi:string-suffix? string-suffix?)
      (srfi:string-any string-any)
      (srfi:string-every string-every)
      (srfi:string-index string-index)
      (srfi:string-count string-count)
      (srfi:string-tabulate string-tabulate)
      (srfi:string-upcase string-upcase)
      (srfi:string-downcase string-downcase)
      (srfi:string-titlecase string-titlecase))
    ;; Hash tables
    make-hash-table hash-table? hash-ref hashq-ref hashv-ref hash-set! hashq-set! hashv-set!
    hash-remove! hashq-remove! hashv-remove! hash-get-handle hashq-get-handle hashv-get-handle
    hash-create-handle! hashq-create-handle! hashv-create-handle! hash-clear! hash-fold
    hash-for-each hash-map->list hash-count hash-for-each-handle hash hashq hashv
    ;; Records
    make-record-type record? record-constructor record-predicate record-accessor record-modifier
    record-type-descriptor record-type-name record-type-fields
    ;; Ports
    port? input-port? output-port? close-port close close-input-port close-output-port
    port-closed? current-input-port current-output-port current-error-port current-warning-port
    set-current-output-port set-current-error-port set-current-input-port
    eof-object? the-eof-object read read-char peek-char unread-char unread-string char-ready? write write-char write-line
    display newline
    open-input-file open-output-file open-file call-with-input-file call-with-output-file
    with-input-from-file with-output-to-file call-with-port
    (rename (guile:open-input-string open-input-string)
            (guile:open-output-string open-output-string)
            (guile:call-with-output-string call-with-output-string)
            (guile:call-with-input-string call-with-input-string)
            (guile:with-output-to-string with-output-to-string)
            (guile:with-input-from-string with-input-from-string))
    get-output-string with-output-to-port
    with-error-to-port with-input-from-port
    force-output flush-all-ports setvbuf format simple-format pk peek warn read-line
    delete-file file-exists? load primitive-load current-filename
    add-to-load-path dirname
    ;; The system
    command-line program-arguments batch-mode? getenv getpid gettimeofday current-time
    get-internal-real-time get-internal-run-time internal-time-units-per-second
    (rename (guile:sleep sleep)) usleep
    gc gc-stats getcwd version major-version minor-version micro-version effective-version
    *unspecified* unspecified? sigaction provided? *features*
    SIGINT SIGTERM SIGPIPE SIGHUP SIGCHLD SIGALRM SIG_IGN SIG_DFL EXIT_SUCCESS EXIT_FAILURE
    ;; Sockets
    pipe socket bind listen accept connect shutdown getsockname getpeername setsockopt fcntl
    make-socket-address sockaddr:fam sockaddr:addr sockaddr:port inet-pton inet-ntop
    getaddrinfo addrinfo:flags addrinfo:fam addrinfo:socktype addrinfo:protocol
    addrinfo:addr addrinfo:canonname
    PF_INET PF_INET6 PF_UNSPEC AF_INET AF_INET6 AF_UNSPEC INADDR_ANY INADDR_LOOPBACK
    INADDR_BROADCAST SOCK_STREAM SOCK_DGRAM SOCK_NONBLOCK SOCK_CLOEXEC SOL_SOCKET
    SO_REUSEADDR SO_REUSEPORT SO_KEEPALIVE SO_BROADCAST SO_RCVBUF SO_SNDBUF SO_LINGER
    IPPROTO_IP IPPROTO_TCP IPPROTO_UDP TCP_NODELAY TCP_CORK
    F_GETFD F_SETFD F_GETFL F_SETFL FD_CLOEXEC O_NONBLOCK O_RDONLY O_WRONLY O_RDWR O_APPEND
    O_CREAT O_TRUNC O_EXCL AI_PASSIVE AI_NUMERICHOST AI_NUMERICSERV AI_ADDRCONFIG AI_CANONNAME)
  (import (lokoscope private builtins)
          (prefix (only (lokoscope private builtins) random gensym eval open-input-file
                        record-constructor record-accessor record-mutator) base:)
          (ice-9 control) (ice-9 format) (srfi :2) (srfi :13)
          (prefix (only (srfi :13) string-prefix? string-suffix? string-any string-every
                        string-index string-count string-tabulate string-upcase string-downcase
                        string-titlecase)
            srfi:) (srfi :14) (ice-9 rdelim)
          (guile sockets)
          (only (guile signals) sigaction raise-signal sleep-for usleep-for SIGINT SIGTERM SIGPIPE
                SIGHUP SIGCHLD SIGALRM SIG_IGN SIG_DFL))

  ;; Syntax

  (define-syntax λ
    (syntax-rules ()
      ((_ formals body ...) (lambda* formals body ...))))

  (define-syntax define-syntax-rule
    (syntax-rules ()
      ((_ (name . pattern) template)
       (define-syntax name (syntax-rules () ((_ . pattern) template))))
      ((_ (name . pattern) documentation template)
       (define-syntax name (syntax-rules () ((_ . pattern) template))))))

  (define-syntax define-inlinable
    (syntax-rules ()
      ((_ (name . formals) body ...) (define (name . formals) body ...))))

  (define-syntax define-once
    (syntax-rules ()
      ((_ name value) (define name value))))

  (define-syntax define-private
    (syntax-rules ()
      ((_ target body ...) (define target body ...))))

  (define-syntax define-macro
    (syntax-rules ()
      ((_ (name . formals) body ...)
       (define-macro name (lambda* formals body ...)))
      ((_ name procedure)
       (define-syntax name
         (lambda (x)
           (syntax-case x ()
             ((k . operands)
              (datum->syntax #'k (apply procedure (syntax->datum #'operands))))))))))

  (define-syntax defmacro
    (syntax-rules ()
      ((_ name formals body ...) (define-macro (name . formals) body ...))))

  (define-syntax while
    (lambda (x)
      (syntax-case x ()
        ((k test body ...)
         (with-syntax ((break (datum->syntax #'k 'break))
                       (continue (datum->syntax #'k 'continue)))
           #'(call/cc
               (lambda (leave)
                 (let ((break (case-lambda
                                (() (leave #t))
                                ((value . more) (apply leave value more)))))
                   (let loop ()
                     (when (call/cc
                             (lambda (next)
                               (let ((continue (lambda () (next #t))))
                                 (and test (begin body ... #t)))))
                       (loop)))
                   #f))))))))

  (define-syntax with-fluids
    (syntax-rules ()
      ((_ ((fluid value) ...) body ...)
       (parameterize ((fluid value) ...) body ...))))

  ;; Control

  (define quit exit)

  ;; A number is a signal, as in Guile; other objects are raised, as by the reports.
  (define (guile:raise object)
    (if (and (fixnum? object) (fx<? 0 object 65))
        (raise-signal object)
        (raise object)))

  (define (primitive-exit . status) (apply emergency-exit status))

  (define (primitive-_exit . status) (apply emergency-exit status))

  (define (make-fluid . default)
    (make-parameter (and (pair? default) (car default))))

  (define make-thread-local-fluid make-fluid)

  (define (make-unbound-fluid) (make-parameter %unbound-fluid))

  (define (fluid? x) (%parameter? x))

  (define (fluid-ref fluid)
    (let ((value (fluid)))
      (if (eq? value %unbound-fluid)
          (scm-error 'misc-error "fluid-ref" "unbound fluid: ~S" (list fluid) #f)
          value)))

  (define (fluid-set! fluid value) (fluid value))

  (define (with-fluid* fluid value thunk)
    (parameterize ((fluid value)) (thunk)))

  (define (fluid->parameter fluid) fluid)

  (define (and=> value procedure) (and value (procedure value)))

  (define (identity x) x)

  (define (const value) (lambda arguments value))

  (define (negate predicate)
    (lambda arguments (not (apply predicate arguments))))

  (define (noop . arguments) #f)

  (define (compose f . more)
    (if (null? more)
        f
        (let ((g (apply compose more)))
          (lambda arguments
            (call-with-values (lambda () (apply g arguments)) f)))))

  (define (thunk? x) (and (procedure? x) (%procedure-accepts? x 0)))

  (define (with-continuation-barrier thunk) (thunk))

  (define (current-module) (%module-environment))

  (define (guile:eval form module) (base:eval form module))

  (define (primitive-eval form) (base:eval form (current-module)))

  (define (eval-string text)
    (let ((port (open-input-string text)))
      (let loop ((value *unspecified*))
        (let ((form (read port)))
          (if (eof-object? form)
              value
              (loop (primitive-eval form)))))))

  ;; Of any number of objects. As a value each is the predicate of the reports, for two. Methods can
  ;; be added to equal?, which so remains a procedure.

  (define-syntax guile:eq?
    (lambda (x)
      (syntax-case x ()
        ((_ a b) #'(eq? a b))
        ((_ . all) #'(all-same? eq? . all))
        (_ #'eq?))))

  (define-syntax guile:eqv?
    (lambda (x)
      (syntax-case x ()
        ((_ a b) #'(eqv? a b))
        ((_ . all) #'(all-same? eqv? . all))
        (_ #'eqv?))))

  (define (all-same? same? . objects)
    (or (null? objects)
        (let loop ((first (car objects)) (rest (cdr objects)))
          (or (null? rest)
              (and (same? first (car rest))
                   (loop (car rest) (cdr rest)))))))

  ;; Guile looks for the file beside the one that the form stands in.
  (define-syntax load
    (lambda (x)
      (syntax-case x ()
        ((k file . rest)
         (with-syntax ((here (%syntax-file x)))
           #'(load-beside here file . rest)))
        (k #'primitive-load))))

  (define (load-beside here file . reader)
    (primitive-load (%beside here file)))

  ;; A file may begin modules; afterwards the module is current that was before.
  (define (primitive-load file)
    (let ((before (interaction-environment)))
      (dynamic-wind
        noop
        (lambda ()
          (for-each
            (lambda (form)
              (%begin-module! form)
              (base:eval form (interaction-environment)))
            (%source-forms file)))
        (lambda ()
          (unless (eq? before (interaction-environment))
            (%set-current-module! before))))))

  (define-syntax current-filename
    (lambda (x)
      (syntax-case x ()
        ((k) (let ((file (%syntax-file x)))
               (if (string=? file "") #'#f file))))))

  ;; The directory counts for the imports that follow, so it is added while this is expanded.
  (define-syntax add-to-load-path
    (syntax-rules ()
      ((_ directory)
       (define-syntax added
         (begin (%add-to-load-path directory) (lambda (x) #'#f))))))

  (define (dirname file)
    (let loop ((i (- (string-length file) 1)) (named #f))
      (cond ((< i 0) ".")
            ((not (char=? (string-ref file i) #\/)) (loop (- i 1) #t))
            ((not named) (if (= i 0) "/" (loop (- i 1) #f)))
            (else (without-slashes (substring file 0 (+ i 1)))))))

  (define (without-slashes file)
    (let ((last (- (string-length file) 1)))
      (if (and (> last 0) (char=? (string-ref file last) #\/))
          (without-slashes (substring file 0 last))
          file)))

  ;; Symbols and characters

  (define (guile:gensym . prefix)
    (string->symbol
      (string-append
        (if (null? prefix) " g" (car prefix))
        (number->string (%next-symbol-number)))))

  (define (make-symbol name) (string->uninterned-symbol name))

  (define (symbol-interned? symbol)
    (eq? symbol (string->symbol (symbol->string symbol))))

  (define (list->symbol chars) (string->symbol (list->string chars)))

  (define (symbol-prefix-proc prefix)
    (lambda (symbol) (symbol-append prefix symbol)))

  (define (->bool x) (and x #t))

  (define (char-is-both? c) (or (char-upper-case? c) (char-lower-case? c)))

  ;; Numbers

  (define (ash n count) (bitwise-arithmetic-shift n count))
  (define logand bitwise-and)
  (define logior bitwise-ior)
  (define logxor bitwise-xor)
  (define lognot bitwise-not)

  (define (logcount n)
    (bitwise-bit-count (if (negative? n) (bitwise-not n) n)))

  (define (logbit? index n) (bitwise-bit-set? n index))
  (define (logtest a b) (not (zero? (bitwise-and a b))))
  (define (integer-length n) (bitwise-length n))

  (define (bit-extract n start end)
    (bitwise-and (bitwise-arithmetic-shift n (- start))
                 (- (bitwise-arithmetic-shift 1 (- end start)) 1)))

  (define (integer-expt base power) (expt base power))

  (define (modulo-expt base power modulus)
    (let loop ((base (modulo base modulus)) (power power) (result 1))
      (cond
        ((zero? power) (modulo result modulus))
        ((odd? power)
         (loop (modulo (* base base) modulus) (quotient power 2)
               (modulo (* result base) modulus)))
        (else (loop (modulo (* base base) modulus) (quotient power 2) result)))))

  (define (inf) +inf.0)
  (define (nan) +nan.0)
  (define (inf? x) (and (number? x) (real? x) (infinite? x)))
  (define (log10 x) (/ (log x) (log 10)))
  (define (sinh x) (/ (- (exp x) (exp (- x))) 2))
  (define (cosh x) (/ (+ (exp x) (exp (- x))) 2))
  (define (tanh x) (- 1 (/ 2 (+ (exp (* 2 x)) 1))))
  (define (asinh x) (log (+ x (sqrt (+ (* x x) 1)))))
  (define (acosh x) (log (+ x (sqrt (- (* x x) 1)))))
  ;; The angle of exact zero is zero, where the reports leave it open.
  (define guile:atan
    (case-lambda
      ((x) (atan x))
      ((y x) (if (and (eqv? y 0) (eqv? x 0)) 0.0 (atan y x)))))

  (define (atanh x) (/ (log (/ (+ 1 x) (- 1 x))) 2))

  (define (guile:random limit . state) (base:random limit))
  (define (random:uniform . state) (base:random 1.0))
  (define *random-state* 'random-state)
  (define (random-state-from-platform) *random-state*)
  (define (seed->random-state seed) *random-state*)

  (define most-positive-fixnum (greatest-fixnum))
  (define most-negative-fixnum (least-fixnum))

  ;; Lists

  (define (acons key value alist) (cons (cons key value) alist))

  (define (list-cdr-ref list k) (list-tail list k))

  (define (value-of entry) (and (pair? entry) (cdr entry)))

  (define (assq-ref alist key) (value-of (assq key alist)))
  (define (assv-ref alist key) (value-of (assv key alist)))
  (define (assoc-ref alist key) (value-of (assoc key alist)))

  (define (sloppy find)
    (lambda (key alist)
      (find key (filter pair? alist))))

  (define sloppy-assq (sloppy assq))
  (define sloppy-assv (sloppy assv))
  (define sloppy-assoc (sloppy assoc))

  (define (setter find)
    (lambda (alist key value)
      (let ((entry (find key alist)))
        (cond
          (entry (set-cdr! entry value) alist)
          (else (acons key value alist))))))

  (define assq-set! (setter assq))
  (define assv-set! (setter assv))
  (define assoc-set! (setter assoc))

  (define (remover find)
    (lambda (alist key)
      (let ((entry (find key alist)))
        (if entry
            (remq entry alist)
            alist))))

  (define assq-remove! (remover assq))
  (define assv-remove! (remover assv))
  (define assoc-remove! (remover assoc))

  (define (delq x list) (remq x list))
  (define (delv x list) (remv x list))
  (define (delete x list) (remove x list))
  (define (delq! x list) (filter! (lambda (y) (not (eq? x y))) list))
  (define (delv! x list) (filter! (lambda (y) (not (eqv? x y))) list))
  (define (delete! x list) (filter! (lambda (y) (not (equal? x y))) list))

  (define (delete-first same? x list)
    (let loop ((rest list) (before '()))
      (cond
        ((null? rest) list)
        ((same? x (car rest)) (append (reverse before) (cdr rest)))
        (else (loop (cdr rest) (cons (car rest) before))))))

  (define (delq1! x list) (delete-first eq? x list))
  (define (delete1! x list) (delete-first equal? x list))

  (define (list-index keep? list)
    (let loop ((rest list) (i 0))
      (cond
        ((null? rest) #f)
        ((if (procedure? keep?) (keep? (car rest)) (eqv? keep? (car rest))) i)
        (else (loop (cdr rest) (+ i 1))))))

  (define (and-map f list) (for-all f list))
  (define (or-map f list) (exists f list))

  (define (copy-tree x)
    (cond
      ((pair? x) (cons (copy-tree (car x)) (copy-tree (cdr x))))
      ((vector? x) (vector-map copy-tree x))
      (else x)))

  (define (sort items less?)
    (if (vector? items)
        (vector-sort less? items)
        (list-sort less? items)))

  (define (sort! items less?)
    (cond
      ((vector? items) (vector-sort! less? items) items)
      (else (list-sort less? items))))

  (define stable-sort sort)
  (define stable-sort! sort!)
  (define sort-list sort)
  (define sort-list! sort)

  (define (sorted? items less?)
    (let ((list (if (vector? items) (vector->list items) items)))
      (or (null? list)
          (let loop ((first (car list)) (rest (cdr list)))
            (or (null? rest)
                (and (not (less? (car rest) first))
                     (loop (car rest) (cdr rest))))))))

  (define (merge a b less?)
    (let loop ((a a) (b b) (done '()))
      (cond
        ((null? a) (append-reverse done b))
        ((null? b) (append-reverse done a))
        ((less? (car b) (car a)) (loop a (cdr b) (cons (car b) done)))
        (else (loop (cdr a) b (cons (car a) done))))))

  (define merge! merge)

  ;; Vectors and strings

  (define (vector-move-left! from start end to at)
    (vector-copy! to at from start end))

  (define vector-move-right! vector-move-left!)

  (define (matcher what)
    (cond
      ((char? what) (lambda (c) (char=? c what)))
      ((char-set? what) (lambda (c) (char-set-contains? what c)))
      (else what)))

  (define (string-split string what)
    (let ((split? (matcher what)))
      (let loop ((i (string-length string)) (end (string-length string)) (parts '()))
        (cond
          ((zero? i) (cons (substring string 0 end) parts))
          ((split? (string-ref string (- i 1)))
           (loop (- i 1) (- i 1) (cons (substring string i end) parts)))
          (else (loop (- i 1) end parts))))))

  (define string-capitalize srfi:string-titlecase)

  (define string-append/shared string-append)
  (define substring/shared substring)
  (define substring/copy substring)
  (define substring/read-only substring)

  (define (substring-move! from start end to at)
    (string-copy! to at from start end))

  (define (string-rindex string what . range)
    (apply string-index-right string what range))

  (define* (unread-string string #:optional (port (current-input-port)))
    (do ((i (- (string-length string) 1) (- i 1)))
        ((< i 0))
      (unread-char (string-ref string i) port)))

  (define (object->string object . printer)
    (call-with-output-string
      (lambda (port)
        ((if (null? printer) write (car printer)) object port))))

  ;; Hash tables

  (define (hash-fold f initial table)
    (let loop ((handles (%hash-handles table)) (value initial))
      (if (null? handles)
          value
          (loop (cdr handles) (f (caar handles) (cdar handles) value)))))

  (define (hash-for-each f table)
    (for-each (lambda (handle) (f (car handle) (cdr handle))) (%hash-handles table)))

  (define (hash-for-each-handle f table)
    (for-each f (%hash-handles table)))

  (define (hash-map->list f table)
    (map (lambda (handle) (f (car handle) (cdr handle))) (%hash-handles table)))

  (define (hash-count keep? table)
    (hash-fold (lambda (key value count) (if (keep? key value) (+ count 1) count)) 0 table))

  (define (hash key size) (modulo (equal-hash key) size))

  (define (hashv key size)
    (modulo (if (or (number? key) (char? key)) (equal-hash key) (%identity-hash key)) size))

  (define hashq hashv)

  ;; Records

  (define (make-record-type name fields . options)
    (let ((type
            (make-record-type-descriptor
              (if (symbol? name) name (string->symbol name))
              #f #f #f #f
              (list->vector (map (lambda (field) (list 'mutable field)) fields)))))
      (when (and (pair? options) (procedure? (car options)))
        (record-writer type (lambda (record port put) ((car options) record port))))
      (%compare-fields! type)))

  (define (record-type-fields type) (vector->list (record-type-field-names type)))

  (define (field-index type field)
    (let ((names (record-type-field-names type)))
      (let loop ((i 0))
        (cond
          ((= i (vector-length names)) (guile:error "no such field" field))
          ((eq? field (vector-ref names i)) i)
          (else (loop (+ i 1)))))))

  (define (record-constructor type)
    (base:record-constructor (make-record-constructor-descriptor type #f #f)))

  (define (record-accessor type field) (base:record-accessor type (field-index type field)))

  (define (record-modifier type field) (base:record-mutator type (field-index type field)))

  (define (record-type-descriptor record) (record-rtd record))

  ;; Ports

  (define the-eof-object (eof-object))

  (define (close port) (close-port port) #t)

  (define current-warning-port current-error-port)

  (define (set-current-output-port port) (current-output-port port))
  (define (set-current-error-port port) (current-error-port port))
  (define (set-current-input-port port) (current-input-port port))

  ;; Ports on strings take and give bytes, too.

  (define (guile:open-input-string string) (%mix-port! (open-input-string string)))

  (define (guile:open-output-string) (%mix-port! (open-output-string)))

  (define (guile:call-with-output-string f)
    (let ((port (guile:open-output-string)))
      (f port)
      (get-output-string port)))

  (define (guile:call-with-input-string string f) (f (guile:open-input-string string)))

  (define (guile:with-output-to-string thunk)
    (guile:call-with-output-string (lambda (port) (with-output-to-port port thunk))))

  (define (guile:with-input-from-string string thunk)
    (with-input-from-port (guile:open-input-string string) thunk))

  (define (with-output-to-port port thunk)
    (parameterize ((current-output-port port)) (thunk)))

  (define (with-error-to-port port thunk)
    (parameterize ((current-error-port port)) (thunk)))

  (define (with-input-from-port port thunk)
    (parameterize ((current-input-port port)) (thunk)))

  (define* (open-output-file name #:key binary encoding)
    (if binary (mixed (open-binary-output-file name)) (%mix-port! (r7rs:open-output-file name))))

  (define* (open-input-file name #:key binary encoding guess-encoding)
    (if binary (mixed (open-binary-input-file name)) (%mix-port! (base:open-input-file name))))

  ;; Each byte is a character.
  (define (mixed port) (%mixed-port port "ISO-8859-1"))

  (define (open-file name mode . options)
    (let ((binary (srfi:string-index mode #\b)))
      (if (srfi:string-index mode #\+)
          (open-both name mode binary)
          (open-one-way name mode binary))))

  (define (open-one-way name mode binary)
    (case (string-ref mode 0)
      ((#\r) (open-input-file name #:binary binary))
      ((#\w) (open-output-file name #:binary binary))
      ((#\a)
       ((if binary mixed %mix-port!)
        (open-file-output-port name (file-options no-fail no-truncate append)
          'block (if binary #f (native-transcoder)))))
      (else (guile:error "open-file: unknown mode" mode))))

  ;; The file must be there to be read, is emptied to be written, or written to at its end.
  (define (open-both name mode binary)
    (when (and (char=? (string-ref mode 0) #\r) (not (file-exists? name)))
      (open-input-file name))
    ((if binary mixed %mix-port!)
     (open-file-input/output-port name
       (case (string-ref mode 0)
         ((#\r) (file-options no-fail no-truncate))
         ((#\w) (file-options no-fail))
         ((#\a) (file-options no-fail no-truncate append))
         (else (guile:error "open-file: unknown mode" mode)))
       'block (if binary #f (native-transcoder)))))

  (define (call-with-input-file name f . options)
    (call-with-port (apply open-input-file name options) f))

  (define (call-with-output-file name f . options)
    (call-with-port (apply open-output-file name options) f))

  (define (with-output-to-file name thunk . options)
    (call-with-output-file name
      (lambda (port) (with-output-to-port port thunk))))

  (define (with-input-from-file name thunk . options)
    (call-with-input-file name
      (lambda (port) (with-input-from-port port thunk))))

  (define (force-output . port)
    (flush-output-port (if (null? port) (current-output-port) (car port))))

  (define (flush-all-ports)
    (flush-output-port (current-output-port))
    (flush-output-port (current-error-port)))

  (define (setvbuf port mode . size) (%set-port-buffering! port mode))

  (define (warn . objects)
    (let ((port (current-error-port)))
      (newline port)
      (display ";;; WARNING " port)
      (for-each (lambda (object) (display object port) (display " " port)) objects)
      (newline port)))

  (define (pk . objects)
    (let ((port (current-output-port)))
      (newline port)
      (display ";;; " port)
      (write objects port)
      (newline port)
      (if (null? objects)
          *unspecified*
          (car (last-pair objects)))))

  (define peek pk)

  ;; The system

  (define (program-arguments) (command-line))
  (define (batch-mode?) #t)
  (define (current-time) (%current-seconds))

  (define (guile:sleep seconds) (sleep-for seconds))
  (define (usleep microseconds) (usleep-for microseconds))

  (define (getcwd) (current-directory))
  (define (version) "3.0.8")
  (define (major-version) "3")
  (define (minor-version) "0")
  (define (micro-version) "8")
  (define (effective-version) "3.0")

  (define *unspecified* (void))

  (define *features* (features))

  (define (provided? feature) (and (memq feature *features*) #t))

  (define EXIT_SUCCESS 0)
  (define EXIT_FAILURE 1))
