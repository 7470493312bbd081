;;; (oop goops), after the manual of Guile: the syntax; the rest stands in goops-objects.sls and
;;; goops-generics.sls. Accessors and generic functions are defined at the top level of a file,
;;; wherever the class or method stands that needs them.

(library (oop goops)
  (export
    define-class class standard-define-class define-generic define-accessor define-method method
    define-extended-generic define-extended-generics
    class-of is-a? instance? min-fixnum max-fixnum
    make make-instance initialize allocate-instance make-class make-generic make-accessor
    make-extended-generic make-method ensure-generic ensure-accessor ensure-metaclass
    ensure-metaclass-with-supers add-method! goops-error get-keyword
    slot-ref slot-set! slot-bound? slot-exists? slot-ref-using-class slot-set-using-class!
    slot-bound-using-class? slot-exists-using-class? class-slot-ref class-slot-set!
    slot-missing slot-unbound
    class-name class-direct-supers class-direct-slots class-direct-subclasses
    class-direct-methods class-precedence-list class-slots class-slot-definition
    class-subclasses class-methods slot-definition-name slot-definition-options
    slot-definition-allocation slot-definition-getter slot-definition-setter
    slot-definition-accessor slot-definition-init-value slot-definition-init-form
    slot-definition-init-thunk slot-definition-init-keyword slot-init-function
    generic-function-name generic-function-methods method-generic-function method-specializers
    method-procedure method-formals method-source accessor-method-slot-definition find-method
    method-more-specific? compute-applicable-methods %compute-applicable-methods
    sort-applicable-methods apply-generic apply-methods apply-method
    no-method no-applicable-method no-next-method
    enable-primitive-generic! primitive-generic-generic
    shallow-clone deep-clone change-class update-instance-for-different-class
    compute-cpl compute-std-cpl compute-slots compute-get-n-set compute-getter-method
    compute-setter-method class-redefinition
    <top> <object> <class> <slot> <foreign-slot> <protected-slot> <hidden-slot> <opaque-slot>
    <read-only-slot> <protected-opaque-slot> <protected-hidden-slot> <protected-read-only-slot>
    <scm-slot> <method> <accessor-method> <applicable> <applicable-struct>
    <applicable-struct-class> <applicable-struct-with-setter>
    <applicable-struct-with-setter-class> <procedure-class> <redefinable-class> <generic>
    <extended-generic> <generic-with-setter> <accessor> <extended-generic-with-setter>
    <extended-accessor> <procedure> <primitive-generic> <boolean> <char> <list> <pair> <null>
    <string> <symbol> <vector> <foreign> <hashtable> <fluid> <dynamic-state> <frame>
    <vm-continuation> <bytevector> <uvec> <array> <bitvector> <number> <complex> <real> <integer>
    <fraction> <keyword> <syntax> <atomic-box> <unknown> <port> <input-port> <output-port>
    <input-output-port> <file-port> <file-input-port> <file-output-port>
    <file-input-output-port> <character-set> <condition-variable> <directory> <dynamic-object>
    <guardian> <hook> <macro> <module> <mutex> <promise> <random-state> <regexp> <thread> <vm>)
  (import (guile) (lokoscope private builtins) (guile goops objects) (guile goops generics))

  (define min-fixnum most-negative-fixnum)
  (define max-fixnum most-positive-fixnum)

  ;; Classes

  ;; Getters, setters and accessors that the slots name are defined before the class.
  (define-syntax define-class
    (lambda (form)
      (define (option word)
        (let ((datum (syntax->datum word)))
          (and (keyword? datum) (keyword->symbol datum))))
      (define (definitions slot)
        (syntax-case slot ()
          ((name . options)
           (let loop ((rest #'options))
             (syntax-case rest ()
               ((word value . more)
                (let ((others (loop #'more)))
                  (if (identifier? #'value)
                      (case (option #'word)
                        ((getter setter)
                         (cons #'(define-at-top-level value (ensure-generic value 'value)) others))
                        ((accessor)
                         (cons #'(define-at-top-level value (ensure-accessor value 'value))
                               others))
                        (else others))
                      others)))
               (_ '()))))
          (_ '())))
      (define (all parts)
        (syntax-case parts ()
          ((part . more)
           (option #'part)
           '())
          ((part . more) (append (definitions #'part) (all #'more)))
          (() '())))
      (syntax-case form ()
        ((_ name (super ...) part ...)
         (identifier? #'name)
         (with-syntax (((definition ...) (all #'(part ...))))
           #'(begin
               definition ...
               (define-at-top-level name
                 (redefined name (class (super ...) part ... #:name 'name)))))))))

  (define-syntax standard-define-class
    (syntax-rules () ((_ part ...) (define-class part ...))))

  (define-syntax class
    (lambda (form)
      (define (options parts)
        (syntax-case parts ()
          (() #'())
          ((word value . more)
           (keyword? (syntax->datum #'word))
           (with-syntax ((others (options #'more)))
             (if (eq? (syntax->datum #'word) #:init-form)
                 #'(#:init-form 'value #:init-thunk (lambda () value) . others)
                 #'(word value . others))))))
      (define (split parts slots)
        (syntax-case parts ()
          ((part . more)
           (not (keyword? (syntax->datum #'part)))
           (split #'more (cons (slot #'part) slots)))
          (_ (list (reverse slots) parts))))
      (define (slot part)
        (syntax-case part ()
          ((name . given)
           (with-syntax ((evaluated (options #'given)))
             #'(list 'name . evaluated)))
          (name #''name)))
      (syntax-case form ()
        ((_ (super ...) . parts)
         (with-syntax ((((slot ...) (option ...)) (split #'parts '())))
           #'(make-class (list super ...) (list slot ...) option ...))))))

  ;; Generic functions

  (define (plain old) (and (not (%generic? old)) old))

  (define-syntax define-generic
    (syntax-rules ()
      ((_ name) (define-at-top-level name (ensure-generic (plain name) 'name)))))

  (define-syntax define-accessor
    (syntax-rules ()
      ((_ name) (define-at-top-level name (ensure-accessor (plain name) 'name)))))

  (define-syntax define-extended-generic
    (syntax-rules ()
      ((_ name generics)
       (define-at-top-level name (make-extended-generic generics 'name)))))

  (define-syntax define-extended-generics
    (lambda (form)
      (define (joined context prefix name)
        (datum->syntax context (symbol-append (syntax->datum prefix) (syntax->datum name))))
      (syntax-case form ()
        ((_ (name ...) #:prefix (prefix ...))
         (with-syntax ((((each ...) ...)
                        (map (lambda (name)
                               (map (lambda (prefix) (joined name prefix name)) #'(prefix ...)))
                             #'(name ...))))
           #'(begin (define-extended-generic name (list each ...)) ...))))))

  (define-syntax define-method
    (lambda (form)
      (syntax-case form ()
        ((_ ((set name) . formals) body ...)
         (eq? (syntax->datum #'set) 'setter)
         #'(begin
             (define-at-top-level name (ensure-accessor name 'name))
             (add-method! (setter name) (method formals body ...))))
        ((_ (name . formals) body ...)
         #'(begin
             (declare-generic name (make-generic 'name))
             (add-method! name (method formals body ...)))))))

  ;; A body that mentions next-method gets a procedure of that name; without arguments it passes on
  ;; those of the method.
  (define-syntax method
    (lambda (form)
      (define (mention body)
        (syntax-case body ()
          ((first . rest) (or (mention #'first) (mention #'rest)))
          (word (and (identifier? #'word) (eq? (syntax->datum #'word) 'next-method) #'word))))
      (define (names formals)
        (syntax-case formals ()
          (((name class) . rest) (with-syntax ((more (names #'rest))) #'(name . more)))
          ((name . rest) (with-syntax ((more (names #'rest))) #'(name . more)))
          (rest #'rest)))
      (define (classes formals)
        (syntax-case formals ()
          (((name class) . rest)
           (with-syntax ((more (classes #'rest))) #'(cons class more)))
          ((name . rest) (with-syntax ((more (classes #'rest))) #'(cons <top> more)))
          (() #''())
          (rest #'<top>)))
      (define (call names)
        (let loop ((rest names) (passed '()))
          (syntax-case rest ()
            ((name . more) (loop #'more (cons #'name passed)))
            (() (with-syntax (((name ...) (reverse passed))) #'(next name ...)))
            (tail (with-syntax (((name ...) (reverse passed))) #'(apply next name ... tail))))))
      (syntax-case form ()
        ((_ formals) #'(method formals *unspecified*))
        ((_ formals body ...)
         (with-syntax ((names (names #'formals))
                       (classes (classes #'formals)))
           (let ((next-method (mention #'(body ...))))
             (if next-method
                 (with-syntax ((next-method next-method)
                               (call (call #'names)))
                   #'(make-method-with-next classes
                       (lambda (next)
                         (lambda names
                           (let ((next-method
                                   (lambda arguments
                                     (if (null? arguments) call (apply next arguments)))))
                             body ...)))
                       'names '(body ...)))
                 #'(make-method classes (lambda names body ...) 'names '(body ...)))))))))

  ;; Classes of built-in values

  (define <foreign-slot> (%builtin-class '<foreign-slot>))
  (define <protected-slot> (%builtin-class '<protected-slot>))
  (define <hidden-slot> (%builtin-class '<hidden-slot>))
  (define <opaque-slot> (%builtin-class '<opaque-slot>))
  (define <read-only-slot> (%builtin-class '<read-only-slot>))
  (define <protected-opaque-slot> (%builtin-class '<protected-opaque-slot>))
  (define <protected-hidden-slot> (%builtin-class '<protected-hidden-slot>))
  (define <protected-read-only-slot> (%builtin-class '<protected-read-only-slot>))
  (define <scm-slot> (%builtin-class '<scm-slot>))
  (define <applicable> (%builtin-class '<applicable>))
  (define <applicable-struct-with-setter> (%builtin-class '<applicable-struct-with-setter>))
  (define <applicable-struct-with-setter-class> (%builtin-class '<applicable-struct-with-setter-class>))
  (define <procedure-class> (%builtin-class '<procedure-class>))
  (define <procedure> (%builtin-class '<procedure>))
  (define <primitive-generic> (%builtin-class '<primitive-generic>))
  (define <boolean> (%builtin-class '<boolean>))
  (define <char> (%builtin-class '<char>))
  (define <list> (%builtin-class '<list>))
  (define <pair> (%builtin-class '<pair>))
  (define <null> (%builtin-class '<null>))
  (define <string> (%builtin-class '<string>))
  (define <symbol> (%builtin-class '<symbol>))
  (define <vector> (%builtin-class '<vector>))
  (define <foreign> (%builtin-class '<foreign>))
  (define <hashtable> (%builtin-class '<hashtable>))
  (define <fluid> (%builtin-class '<fluid>))
  (define <dynamic-state> (%builtin-class '<dynamic-state>))
  (define <frame> (%builtin-class '<frame>))
  (define <vm-continuation> (%builtin-class '<vm-continuation>))
  (define <bytevector> (%builtin-class '<bytevector>))
  (define <uvec> (%builtin-class '<uvec>))
  (define <array> (%builtin-class '<array>))
  (define <bitvector> (%builtin-class '<bitvector>))
  (define <number> (%builtin-class '<number>))
  (define <complex> (%builtin-class '<complex>))
  (define <real> (%builtin-class '<real>))
  (define <integer> (%builtin-class '<integer>))
  (define <fraction> (%builtin-class '<fraction>))
  (define <keyword> (%builtin-class '<keyword>))
  (define <syntax> (%builtin-class '<syntax>))
  (define <atomic-box> (%builtin-class '<atomic-box>))
  (define <unknown> (%builtin-class '<unknown>))
  (define <port> (%builtin-class '<port>))
  (define <input-port> (%builtin-class '<input-port>))
  (define <output-port> (%builtin-class '<output-port>))
  (define <input-output-port> (%builtin-class '<input-output-port>))
  (define <file-port> (%builtin-class '<file-port>))
  (define <file-input-port> (%builtin-class '<file-input-port>))
  (define <file-output-port> (%builtin-class '<file-output-port>))
  (define <file-input-output-port> (%builtin-class '<file-input-output-port>))
  (define <character-set> (%builtin-class '<character-set>))
  (define <condition-variable> (%builtin-class '<condition-variable>))
  (define <directory> (%builtin-class '<directory>))
  (define <dynamic-object> (%builtin-class '<dynamic-object>))
  (define <guardian> (%builtin-class '<guardian>))
  (define <hook> (%builtin-class '<hook>))
  (define <macro> (%builtin-class '<macro>))
  (define <module> (%builtin-class '<module>))
  (define <mutex> (%builtin-class '<mutex>))
  (define <promise> (%builtin-class '<promise>))
  (define <random-state> (%builtin-class '<random-state>))
  (define <regexp> (%builtin-class '<regexp>))
  (define <thread> (%builtin-class '<thread>))
  (define <vm> (%builtin-class '<vm>)))
