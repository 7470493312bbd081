;;; Hooks, properties of objects, procedures with setters, weak tables, fluids, structures, records.

(library (guile objects)
  (export
    make-hook hook? hook-empty? add-hook! remove-hook! reset-hook! run-hook hook->list
    abort-hook after-backtrace-hook after-error-hook after-eval-hook after-gc-hook
    after-print-hook after-read-hook before-backtrace-hook before-error-hook before-eval-hook
    before-print-hook before-read-hook exit-hook module-defined-hook
    make-object-property object-property set-object-property! object-properties
    set-object-properties! procedure-name procedure-documentation procedure-property
    procedure-properties set-procedure-property! set-procedure-properties!
    procedure-minimum-arity set-procedure-minimum-arity! procedure-source
    make-procedure-with-setter procedure-with-setter? procedure setter
    symbol-property set-symbol-property! symbol-property-remove! symbol-pref symbol-pset!
    symbol-fref symbol-fset!
    source-properties set-source-properties! source-property set-source-property!
    supports-source-properties? source-whash cons-source
    make-weak-key-hash-table make-weak-value-hash-table make-doubly-weak-hash-table
    weak-key-hash-table? weak-value-hash-table? doubly-weak-hash-table?
    hashx-ref hashx-set! hashx-get-handle hashx-create-handle! hashx-remove! make-guardian
    fluid-bound? fluid-unset! fluid-ref* fluid-thread-local? with-fluids* parameter?
    parameter-fluid parameter-converter make-mutable-parameter set-current-dynamic-state
    make-vtable make-struct/no-tail make-struct/simple allocate-struct struct? struct-ref
    struct-set! struct-ref/unboxed struct-set!/unboxed struct-vtable struct-vtable? struct-layout
    make-struct-layout struct-vtable-name set-struct-vtable-name! vtable-index-layout
    vtable-index-printer vtable-offset-user standard-vtable-fields <standard-vtable>
    <applicable-struct-vtable> <applicable-struct-with-setter-vtable> <parameter>
    record-type? record-type-constructor record-type-extensible? record-type-has-parent?
    record-type-mutable-fields record-type-opaque? record-type-parent record-type-parents
    record-type-properties record-type-uid record-type-vtable prefab-record-types
    %record-printers
    nil? self-evaluating? object-address keyword-like-symbol->keyword string-ci->symbol symbol
    kw-arg-ref)
  (import (only (lokoscope private builtins) make-procedure-with-setter procedure-with-setter?
                procedure make-weak-key-hash-table make-weak-value-hash-table
                make-doubly-weak-hash-table weak-key-hash-table? weak-value-hash-table?
                doubly-weak-hash-table?)
          (prefix (only (lokoscope private builtins) record-type-parent record-type-opaque?
                        record-type-uid)
                  base:)
          (guile) (lokoscope private builtins))

  ;; Hooks: procedures that are all called with the same arguments

  (define-record-type hook
    (%make-hook arity procedures)
    hook?
    (arity hook-arity)
    (procedures hook-procedures set-hook-procedures!))

  (define* (make-hook #:optional (arity 0)) (%make-hook arity '()))

  (define (hook-empty? hook) (null? (hook-procedures hook)))

  (define* (add-hook! hook f #:optional append?)
    (let ((others (delq f (hook-procedures hook))))
      (set-hook-procedures! hook
        (if append? (append others (list f)) (cons f others)))))

  (define (remove-hook! hook f)
    (set-hook-procedures! hook (delq f (hook-procedures hook))))

  (define (reset-hook! hook) (set-hook-procedures! hook '()))

  (define (run-hook hook . arguments)
    (unless (= (length arguments) (hook-arity hook))
      (scm-error 'misc-error "run-hook" "Hook ~S requires ~A arguments"
                 (list hook (hook-arity hook)) #f))
    (for-each (lambda (f) (apply f arguments)) (hook-procedures hook)))

  (define (hook->list hook) (append (hook-procedures hook) '()))

  ;; Nobody runs these; a program may put procedures into them all the same.
  (define abort-hook (make-hook 0))
  (define after-backtrace-hook (make-hook 0))
  (define after-error-hook (make-hook 0))
  (define after-eval-hook (make-hook 1))
  (define after-gc-hook (make-hook 0))
  (define after-print-hook (make-hook 1))
  (define after-read-hook (make-hook 0))
  (define before-backtrace-hook (make-hook 0))
  (define before-error-hook (make-hook 0))
  (define before-eval-hook (make-hook 1))
  (define before-print-hook (make-hook 1))
  (define before-read-hook (make-hook 0))
  (define exit-hook (make-hook 0))
  (define module-defined-hook (make-hook 1))

  ;; Properties

  (define (setter x) (%setter x))

  (define (make-object-property)
    (let ((table (make-weak-key-hash-table)))
      (make-procedure-with-setter
        (lambda (object) (hashv-ref table object))
        (lambda (object value) (hashv-set! table object value)))))

  (define all-properties (make-weak-key-hash-table))

  (define (object-properties object) (hashv-ref all-properties object '()))

  (define (set-object-properties! object alist) (hashv-set! all-properties object alist))

  (define (object-property object key) (assq-ref (object-properties object) key))

  (define (set-object-property! object key value)
    (set-object-properties! object (assq-set! (object-properties object) key value))
    value)

  (define (procedure-name f)
    (let ((name (assq 'name (object-properties f))))
      (if name (cdr name) (%procedure-name f))))

  (define (procedure-properties f)
    (let ((own (object-properties f)))
      (if (or (assq 'name own) (not (procedure-name f)))
          own
          (acons 'name (procedure-name f) own))))

  (define set-procedure-properties! set-object-properties!)

  (define (procedure-property f key)
    (if (eq? key 'name)
        (procedure-name f)
        (object-property f key)))

  (define set-procedure-property! set-object-property!)

  (define (procedure-documentation f) (procedure-property f 'documentation))

  (define (procedure-source f) #f)

  (define most-arguments 40)

  ;; Required and optional arguments, and whether there may be more.
  (define (procedure-minimum-arity f)
    (or (object-property f 'arity)
        (let ((accepted (filter (lambda (n) (%procedure-accepts? f n)) (iota most-arguments))))
          (and (pair? accepted)
               (let ((rest (%procedure-accepts? f most-arguments)))
                 (list (car accepted) (if rest 0 (- (length accepted) 1)) rest))))))

  (define (set-procedure-minimum-arity! f required optional rest?)
    (set-object-property! f 'arity (list required optional rest?)))

  (define symbol-properties (make-hash-table))

  (define (properties-of symbol) (hashq-ref symbol-properties symbol '()))

  (define (symbol-property symbol key) (assq-ref (properties-of symbol) key))

  (define (set-symbol-property! symbol key value)
    (hashq-set! symbol-properties symbol (assq-set! (properties-of symbol) key value)))

  (define (symbol-property-remove! symbol key)
    (hashq-set! symbol-properties symbol (assq-remove! (properties-of symbol) key)))

  (define (symbol-pref symbol) (properties-of symbol))
  (define (symbol-pset! symbol value) (hashq-set! symbol-properties symbol value))
  (define (symbol-fref symbol) (symbol-property symbol 'function))
  (define (symbol-fset! symbol value) (set-symbol-property! symbol 'function value))

  (define source-whash (make-weak-key-hash-table))
  (define (source-properties x) (hashq-ref source-whash x '()))
  (define (set-source-properties! x alist) (hashq-set! source-whash x alist))
  (define (source-property x key) (assq-ref (source-properties x) key))

  (define (set-source-property! x key value)
    (set-source-properties! x (assq-set! (source-properties x) key value)))

  (define (supports-source-properties? x) (or (pair? x) (string? x) (vector? x)))

  (define (cons-source from a b)
    (let ((made (cons a b)))
      (set-source-properties! made (source-properties from))
      made))

  ;; Tables with a hash and an assoc of the program's. They use lists under the hashes.

  (define buckets 61)

  (define (bucket hash table key)
    (hashv-ref table (hash key buckets) '()))

  (define (hashx-get-handle hash assoc table key)
    (assoc key (bucket hash table key)))

  (define* (hashx-ref hash assoc table key #:optional default)
    (let ((handle (hashx-get-handle hash assoc table key)))
      (if handle (cdr handle) default)))

  (define (hashx-create-handle! hash assoc table key value)
    (or (hashx-get-handle hash assoc table key)
        (let ((handle (cons key value)))
          (hashv-set! table (hash key buckets) (cons handle (bucket hash table key)))
          handle)))

  (define (hashx-set! hash assoc table key value)
    (set-cdr! (hashx-create-handle! hash assoc table key value) value)
    value)

  (define (hashx-remove! hash assoc table key)
    (let ((handle (hashx-get-handle hash assoc table key)))
      (when handle
        (hashv-set! table (hash key buckets) (delq handle (bucket hash table key))))
      handle))

  ;; Nothing comes back from a guardian: an object that nothing holds is gone.
  (define (make-guardian) (lambda objects #f))

  ;; Fluids

  (define (fluid-bound? fluid) (not (eq? (fluid) %unbound-fluid)))

  (define (fluid-unset! fluid) (fluid %unbound-fluid))

  (define (fluid-ref* fluid depth) (fluid-ref fluid))

  (define (fluid-thread-local? fluid) #f)

  (define (with-fluids* fluids values thunk)
    (if (null? fluids)
        (thunk)
        (with-fluid* (car fluids) (car values)
          (lambda () (with-fluids* (cdr fluids) (cdr values) thunk)))))

  (define (parameter? x) (%parameter? x))

  (define (parameter-fluid parameter) parameter)

  (define (parameter-converter parameter) identity)

  (define* (make-mutable-parameter value #:optional (converter identity))
    (make-parameter value converter))

  (define (set-current-dynamic-state state) (current-dynamic-state))

  ;; Structures: fields, and a structure that says what they are. The first fields of a vtable are
  ;; its layout, a printer and a name; a structure keeps its vtable beside its fields.

  (define-record-type struct
    (%make-struct vtable fields)
    %struct?
    (vtable %struct-vtable set-%struct-vtable!)
    (fields struct-fields))

  (define vtable-index-layout 0)
  (define vtable-index-printer 3)
  (define vtable-index-name 4)
  (define vtable-offset-user 8)
  (define standard-vtable-fields "pwpwpwpwpwpwpwpw")

  (define (make-struct-layout text) (string->symbol text))

  (define (vtable-with layout)
    (let ((fields (make-vector vtable-offset-user #f)))
      (vector-set! fields vtable-index-layout layout)
      (%make-struct #f fields)))

  (define <standard-vtable>
    (let ((vtable (vtable-with (make-struct-layout standard-vtable-fields))))
      (set-%struct-vtable! vtable vtable)
      vtable))

  (define (vtable-like layout)
    (let ((vtable (vtable-with layout)))
      (set-%struct-vtable! vtable <standard-vtable>)
      vtable))

  (define <applicable-struct-vtable> (vtable-like (make-struct-layout standard-vtable-fields)))
  (define <applicable-struct-with-setter-vtable>
    (vtable-like (make-struct-layout standard-vtable-fields)))
  (define <parameter> (vtable-like (make-struct-layout "pwpw")))

  (define* (make-vtable fields #:optional printer)
    (let ((vtable (vtable-like (make-struct-layout fields))))
      (vector-set! (struct-fields vtable) vtable-index-printer printer)
      vtable))

  (define (field-count vtable)
    (quotient (string-length (symbol->string (struct-ref vtable vtable-index-layout))) 2))

  (define (make-struct/no-tail vtable . values)
    (let ((fields (make-vector (field-count vtable) #f)))
      (let loop ((i 0) (values values))
        (unless (null? values)
          (vector-set! fields i (car values))
          (loop (+ i 1) (cdr values))))
      (%make-struct vtable fields)))

  (define make-struct/simple make-struct/no-tail)

  (define (allocate-struct vtable size)
    (%make-struct vtable (make-vector size #f)))

  (define (struct? x) (or (%struct? x) (record? x)))
  (define (struct-ref struct i) (vector-ref (struct-fields struct) i))
  (define (struct-set! struct i value) (vector-set! (struct-fields struct) i value) value)
  (define struct-ref/unboxed struct-ref)
  (define struct-set!/unboxed struct-set!)

  (define (struct-vtable x)
    (if (%struct? x) (%struct-vtable x) (record-rtd x)))

  (define (struct-vtable? x)
    (and (%struct? x)
         (>= (vector-length (struct-fields x)) vtable-offset-user)
         (symbol? (struct-ref x vtable-index-layout))))

  (define (struct-layout vtable) (struct-ref vtable vtable-index-layout))

  (define (struct-vtable-name vtable)
    (if (%struct? vtable) (struct-ref vtable vtable-index-name) (record-type-name vtable)))

  (define (set-struct-vtable-name! vtable name) (struct-set! vtable vtable-index-name name))

  ;; Record types

  (define (record-type? x) (record-type-descriptor? x))
  (define (record-type-constructor type) (record-constructor type))
  (define (record-type-extensible? type) (not (record-type-sealed? type)))

  (define (record-type-parents type)
    (let loop ((parent (record-type-parent type)) (found '()))
      (if parent
          (loop (record-type-parent parent) (cons parent found))
          (list->vector found))))

  (define (record-type-parent type) (base:record-type-parent type))
  (define (record-type-opaque? type) (base:record-type-opaque? type))
  (define (record-type-uid type) (base:record-type-uid type))

  (define (record-type-has-parent? type parent)
    (and (memq parent (vector->list (record-type-parents type))) #t))

  (define (record-type-mutable-fields type)
    (filter (lambda (i) (record-field-mutable? type i))
            (iota (length (record-type-fields type)))))

  (define (record-type-properties type) (object-properties type))
  (define record-type-vtable <standard-vtable>)
  (define prefab-record-types (make-hash-table))
  (define %record-printers (make-weak-key-hash-table))

  ;; What belongs nowhere else

  (define (nil? x) (or (null? x) (not x)))

  (define (self-evaluating? x) (not (or (pair? x) (symbol? x))))

  (define (object-address x) (%identity-hash x))

  (define (keyword-like-symbol->keyword symbol)
    (symbol->keyword (string->symbol (substring (symbol->string symbol) 1))))

  (define (string-ci->symbol string) (string->symbol string))

  (define (symbol . chars) (list->symbol chars))

  (define (kw-arg-ref arguments keyword)
    (let ((found (memq keyword arguments)))
      (and found (pair? (cdr found)) (cadr found)))))
