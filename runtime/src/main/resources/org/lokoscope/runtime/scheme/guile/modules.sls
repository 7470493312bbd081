;;; Modules as objects. A module is an environment; what it exports is known by its name, or is what
;;; module-export! has said.

(library (guile modules)
  (export
    resolve-module resolve-interface make-module make-fresh-user-module beautify-user-module!
    set-current-module save-module-excursion module-name module-kind set-module-name!
    set-module-kind! module-ref module-set! module-define! module-add! module-variable
    module-local-variable module-bound? module-locally-bound? module-defined?
    module-symbol-binding module-symbol-local-binding module-symbol-interned?
    module-symbol-locally-interned? module-make-local-var! module-ensure-local-variable!
    module-for-each module-map module-obarray module-obarray-ref module-obarray-get-handle
    module-remove! module-clear! module-uses module-use! module-use-interfaces!
    module-import-interface module-public-interface set-module-public-interface! module-export!
    module-export-all! module-re-export! module-replace! module-search module-reverse-lookup
    module-gensym module-generate-unique-id! module-version set-module-version! module-filename
    set-module-filename! module-declarative? set-module-declarative?! user-modules-declarative?
    module-transformer module-duplicates-handlers set-module-duplicates-handlers!
    default-duplicate-binding-handler default-duplicate-binding-procedures module-submodules
    module-ref-submodule module-modified purify-module! process-use-modules reload-module
    try-load-module try-module-autoload resolve-r6rs-interface the-root-module the-scm-module
    defined? nested-ref nested-set! nested-define! nested-remove! nested-ref-module local-ref local-set!
    local-define local-remove local-ref-module define! use-srfis
    macro? macro-name macro-type macro-transformer macro-binding
    module? make-variable make-undefined-variable variable? variable-ref variable-set!
    variable-unset! variable-bound?)
  (import (only (lokoscope private builtins) module? make-variable make-undefined-variable variable?
                variable-ref variable-set! variable-unset! variable-bound?)
          (guile) (lokoscope private builtins))

  ;; Finding modules

  (define* (resolve-module name #:optional (autoload #t) (version #f) #:key (ensure #t))
    (or (and (module? name) name)
        (%module-named name)
        (and ensure
             (let ((module (%make-module #f)))
               (%register-module! module name)
               module))))

  (define* (resolve-interface name #:key select (hide '()) prefix renamer version)
    (let* ((options (append (if select (list #:select select) '())
                            (if (null? hide) '() (list #:hide hide))
                            (if prefix (list #:prefix prefix) '())))
           (known (%module-named name))
           (interface (if (or (not known) (published known))
                          (published-interface known)
                          (%module-interface (cons name options)))))
      (if renamer
          (let ((renamed (%make-module #f)))
            (for-each
              (lambda (symbol) (%module-alias! renamed (renamer symbol) interface symbol))
              (%module-own-names interface))
            renamed)
          interface)))

  (define (resolve-r6rs-interface set) (environment set))

  (define (make-module . ignored) (%make-module #f))

  (define (make-fresh-user-module) (%make-module #t))

  (define (beautify-user-module! module)
    (%module-use! module the-scm-module))

  (define (purify-module! module) *unspecified*)

  (define (set-current-module module)
    (let ((before (current-module)))
      (%set-current-module! module)
      before))

  (define (save-module-excursion thunk)
    (let ((inside (current-module)) (outside #f))
      (dynamic-wind
        (lambda () (set! outside (set-current-module inside)))
        thunk
        (lambda () (set! inside (set-current-module outside))))))

  (define (module-name module)
    (or (%module-name module)
        (let ((name (list (guile-symbol "module-"))))
          (%register-module! module name)
          name)))

  (define (set-module-name! module name) (%register-module! module name))

  (define (module-kind module) 'directory)

  (define (set-module-kind! module kind) *unspecified*)

  ;; Variables

  (define (unbound who name module)
    (scm-error 'misc-error who "No variable named ~A in ~A" (list name module) #f))

  (define* (module-ref module name #:rest default)
    (let ((variable (%module-variable module name)))
      (cond
        ((and variable (variable-bound? variable)) (variable-ref variable))
        ((pair? default) (car default))
        (else (unbound #f name module)))))

  (define (module-set! module name value)
    (let ((variable (%module-variable module name)))
      (if variable
          (variable-set! variable value)
          (unbound "module-set!" name module))))

  (define (module-define! module name value)
    (variable-set! (%module-own-variable! module name) value))

  (define (module-add! module name variable)
    (module-define! module name (variable-ref variable)))

  (define (define! name value) (module-define! (current-module) name value))

  (define (module-variable module name) (%module-variable module name))

  (define (module-local-variable module name)
    (and (%module-owns? module name) (%module-variable module name)))

  (define (module-bound? module name)
    (let ((variable (%module-variable module name)))
      (and variable (variable-bound? variable))))

  (define (module-locally-bound? module name)
    (and (%module-owns? module name) (module-bound? module name)))

  (define (module-defined? module name)
    (module-bound? module name))

  (define* (defined? name #:optional module)
    (if module (module-bound? module name) (%name-defined? name)))

  (define (module-symbol-interned? module name) (->bool (module-variable module name)))

  (define (module-symbol-locally-interned? module name)
    (->bool (module-local-variable module name)))

  (define (binding-of find)
    (lambda (module name . default)
      (let ((variable (find module name)))
        (cond
          ((and variable (variable-bound? variable)) (variable-ref variable))
          ((pair? default) (car default))
          (else (unbound #f name module))))))

  (define module-symbol-binding (binding-of module-variable))
  (define module-symbol-local-binding (binding-of module-local-variable))

  (define (module-make-local-var! module name)
    (let ((own (module-local-variable module name)))
      (or own
          (let ((before (module-variable module name))
                (variable (%module-own-variable! module name)))
            (when (and before (variable-bound? before))
              (variable-set! variable (variable-ref before)))
            variable))))

  (define (module-ensure-local-variable! module name)
    (or (module-local-variable module name) (%module-own-variable! module name)))

  (define (module-for-each f module)
    (for-each
      (lambda (name) (f name (%module-variable module name)))
      (%module-own-names module)))

  (define (module-map f module)
    (map (lambda (name) (f name (%module-variable module name))) (%module-own-names module)))

  ;; A copy: what is put into the table does not get into the module.
  (define (module-obarray module)
    (let ((table (make-hash-table)))
      (module-for-each (lambda (name variable) (hashq-set! table name variable)) module)
      table))

  (define (module-obarray-ref table name) (hashq-ref table name))

  (define (module-obarray-get-handle table name) (hashq-get-handle table name))

  (define (module-remove! module name) (%module-remove! module name))

  (define (module-clear! module)
    (for-each (lambda (name) (%module-remove! module name)) (%module-own-names module)))

  (define (module-search find module name)
    (or (find module name)
        (or-map (lambda (used) (find used name)) (%module-uses module))))

  (define (module-reverse-lookup module variable)
    (or-map
      (lambda (name) (and (eq? variable (%module-variable module name)) name))
      (%module-own-names module)))

  (define unique-ids (make-parameter 0))

  (define (guile-symbol prefix)
    (unique-ids (+ (unique-ids) 1))
    (string->symbol (string-append prefix (number->string (unique-ids)))))

  (define (module-generate-unique-id! module)
    (unique-ids (+ (unique-ids) 1))
    (unique-ids))

  (define* (module-gensym #:optional (prefix " mg") (module (current-module)))
    (guile-symbol prefix))

  ;; What modules use and export

  (define (module-uses module) (%module-uses module))

  (define (module-use! module interface)
    (unless (or (eq? module interface) (memq interface (%module-uses module)))
      (%module-use! module interface)))

  (define (module-use-interfaces! module interfaces)
    (for-each (lambda (interface) (module-use! module interface)) interfaces))

  (define (process-use-modules specifications)
    (module-use-interfaces! (current-module)
      (map (lambda (specification) (apply resolve-interface specification)) specifications)))

  (define (use-srfis numbers)
    (process-use-modules
      (map (lambda (number) (list (list 'srfi (symbol-append 'srfi- (string->symbol (number->string number))))))
           numbers)))

  (define (module-import-interface module name)
    (or-map
      (lambda (used) (and (%module-owns? used name) used))
      (%module-uses module)))

  ;; Interfaces that the program has made or added to, by module.
  (define interfaces (make-hash-table))

  (define (published module) (hashq-ref interfaces module))

  (define (published-interface module)
    (or (and module (published module))
        (scm-error 'misc-error #f "no code for module ~S" (list module) #f)))

  (define (interface-of module)
    (or (published module)
        (let ((interface (or (named-interface module) (%make-module #f))))
          (hashq-set! interfaces module interface)
          interface)))

  (define (named-interface module)
    (let ((name (%module-name module)))
      (and name
           (false-if-exception (%module-interface (list name))))))

  (define (module-public-interface module)
    (or (published module) (named-interface module)))

  (define (set-module-public-interface! module interface)
    (hashq-set! interfaces module interface))

  (define (module-export! module names)
    (let ((interface (interface-of module)))
      (for-each
        (lambda (entry)
          (let ((inside (if (pair? entry) (car entry) entry))
                (outside (if (pair? entry) (cdr entry) entry)))
            (unless (%module-variable module inside)
              (%module-own-variable! module inside))
            (%module-alias! interface outside module inside)))
        names)))

  (define module-re-export! module-export!)
  (define module-replace! module-export!)

  (define (module-export-all! module)
    (module-export! module (%module-own-names module)))

  (define (module-version module) #f)
  (define (set-module-version! module version) *unspecified*)
  (define (module-filename module) #f)
  (define (set-module-filename! module file) *unspecified*)
  (define (module-declarative? module) #f)
  (define (set-module-declarative?! module declarative?) *unspecified*)
  (define user-modules-declarative? (make-parameter #f))
  (define (module-transformer module) #f)
  (define (module-duplicates-handlers module) #f)
  (define (set-module-duplicates-handlers! module handlers) *unspecified*)
  (define default-duplicate-binding-procedures (make-parameter '()))
  (define default-duplicate-binding-handler (make-parameter '(replace warn-override-core warn last)))
  (define (module-modified module) *unspecified*)
  (define (module-submodules module) (make-hash-table))

  (define (module-ref-submodule module name)
    (let ((parent (%module-name module)))
      (and parent (%module-named (append parent (list name))))))

  (define (reload-module module) module)

  (define (try-load-module name version) (->bool (%module-named name)))

  (define* (try-module-autoload name #:optional version) (->bool (%module-named name)))

  (define the-root-module (resolve-module '(guile)))
  (define the-scm-module (%module-interface '((guile))))

  ;; Names that are paths through modules

  (define (nested-ref-module module names)
    (let loop ((module module) (names names))
      (if (or (null? names) (not module))
          module
          (loop (module-ref-submodule module (car names)) (cdr names)))))

  (define (at-path f)
    (lambda (module names . rest)
      (let ((owner (nested-ref-module module (list-head names (- (length names) 1)))))
        (and owner (apply f owner (car (last-pair names)) rest)))))

  (define (nested-ref module names)
    (if (null? names)
        module
        ((at-path (lambda (owner name) (module-ref owner name #f))) module names)))

  (define nested-set! (at-path module-set!))
  (define nested-define! (at-path module-define!))
  (define nested-remove! (at-path module-remove!))

  (define (local-ref names) (nested-ref (current-module) names))
  (define (local-set! names value) (nested-set! (current-module) names value))
  (define (local-define names value) (nested-define! (current-module) names value))
  (define (local-remove names) (nested-remove! (current-module) names))
  (define (local-ref-module names) (nested-ref-module (current-module) names))

  ;; Keywords of syntax, as the values of variables

  (define (macro? x) (%macro? x))
  (define (macro-name macro) (%macro-name macro))
  (define (macro-type macro) 'syntax-rules)
  (define (macro-transformer macro) #f)
  (define (macro-binding macro) #f))
