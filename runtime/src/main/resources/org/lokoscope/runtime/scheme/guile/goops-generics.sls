;;; Generic functions, methods, and the protocols of objects and classes. What a generic function
;;; has dispatched to is kept with it (Dispatch.java); here is what happens the first time.

(library (guile goops generics)
  (export make-generic make-accessor make-extended-generic ensure-generic ensure-accessor
          make-method make-method-with-next add-method! remove-method!
          generic-function-name generic-function-methods method-generic-function
          method-specializers method-procedure method-formals method-source
          accessor-method-slot-definition find-method
          method-more-specific? compute-applicable-methods %compute-applicable-methods
          sort-applicable-methods apply-generic apply-methods apply-method
          no-method no-applicable-method no-next-method slot-unbound slot-missing
          enable-primitive-generic! primitive-generic-generic
          make make-instance allocate-instance initialize
          shallow-clone deep-clone change-class migrate! update-instance-for-different-class
          make-class ensure-metaclass ensure-metaclass-with-supers
          compute-cpl compute-std-cpl compute-slots compute-get-n-set compute-getter-method
          compute-setter-method class-redefinition remove-class-accessors!
          update-direct-method! update-direct-subclass! redefined
          write-object display-object)
  (import (guile) (srfi :1) (lokoscope private builtins) (guile goops objects))

  ;; Generic functions

  (define (allocate-generic class name)
    (let ((generic (%allocate class dispatch)))
      (%slot-set! generic 'procedure #f)
      (%slot-set! generic 'methods '())
      (%slot-set! generic 'n-specialized 0)
      (%slot-set! generic 'extended-by '())
      (%set-generic-name! generic name)
      generic))

  (define* (make-generic #:optional name) (allocate-generic <generic> name))

  (define (setter-name name)
    (and name (symbol-append 'setter: name)))

  (define* (make-accessor #:optional name)
    (let ((accessor (allocate-generic <accessor> name)))
      (%slot-set! accessor 'setter (make-generic (setter-name name)))
      accessor))

  (define* (make-extended-generic generics #:optional name)
    (let* ((all (if (pair? generics) generics (list generics)))
           (settable? (any (lambda (g) (is-a? g <generic-with-setter>)) all))
           (extended
             (allocate-generic
               (if settable? <extended-generic-with-setter> <extended-generic>)
               name)))
      (%slot-set! extended 'extends all)
      (when settable?
        (%slot-set! extended 'setter
          (make-extended-generic
            (map setter (filter (lambda (g) (is-a? g <generic-with-setter>)) all))
            (setter-name name))))
      (for-each
        (lambda (g) (%slot-set! g 'extended-by (cons extended (%slot-ref g 'extended-by))))
        all)
      (refresh extended)
      extended))

  ;; What a procedure does when it has become generic: whatever it did.
  (define (with-default generic procedure)
    (install generic (make-method <top> procedure))
    generic)

  (define* (ensure-generic old #:optional name)
    (cond
      ((%generic? old) old)
      ((procedure? old) (with-default (make-generic name) old))
      (else (make-generic name))))

  (define* (ensure-accessor old #:optional name)
    (cond
      ((and (%generic? old) (is-a? old <accessor>)) old)
      ((%generic? old)
       (let ((accessor (make-accessor name)))
         (for-each (lambda (method) (install accessor method)) (%slot-ref old 'methods))
         (when (and (procedure-with-setter? old) (%generic? (setter old)))
           (%slot-set! accessor 'setter (setter old)))
         accessor))
      ((procedure-with-setter? old)
       (let ((accessor (make-accessor name)))
         (with-default (setter accessor) (setter old))
         (with-default accessor old)))
      ((procedure? old) (with-default (make-accessor name) old))
      (else (make-accessor name))))

  (define (generic-function-name generic) (%generic-name generic))
  (define (generic-function-methods generic) (all-methods generic))

  (define (all-methods generic)
    (append
      (append-map all-extending (%slot-ref generic 'extended-by))
      (%slot-ref generic 'methods)
      (if (is-a? generic <extended-generic>)
          (append-map all-extended (%slot-ref generic 'extends))
          '())))

  (define (all-extending generic)
    (append (append-map all-extending (%slot-ref generic 'extended-by))
            (%slot-ref generic 'methods)))

  (define (all-extended generic)
    (append (%slot-ref generic 'methods)
            (if (is-a? generic <extended-generic>)
                (append-map all-extended (%slot-ref generic 'extends))
                '())))

  ;; Methods

  (define (method-of class specializers procedure with-next formals body)
    (let ((method (%allocate class #f)))
      (%slot-set! method 'generic-function #f)
      (%slot-set! method 'specializers specializers)
      (%slot-set! method 'procedure procedure)
      (%slot-set! method 'make-procedure with-next)
      (%slot-set! method 'formals formals)
      (%slot-set! method 'body body)
      method))

  (define* (make-method specializers procedure #:optional (formals '()) (body '()))
    (method-of <method> specializers procedure #f formals body))

  ;; A method that calls the next one: a procedure from that to what the method does.
  (define (make-method-with-next specializers with-next formals body)
    (method-of <method> specializers #f with-next formals body))

  (define (method-generic-function method) (%slot-ref method 'generic-function))
  (define (method-specializers method) (%slot-ref method 'specializers))
  (define (method-procedure method) (%slot-ref method 'procedure))
  (define (method-formals method) (%slot-ref method 'formals))
  (define (accessor-method-slot-definition method) (%slot-ref method 'slot-definition))

  (define (method-source method)
    (cons* 'method (source-formals (method-formals method) (method-specializers method))
           (%slot-ref method 'body)))

  (define (source-formals formals specializers)
    (if (and (pair? formals) (pair? specializers))
        (cons (if (eq? (car specializers) <top>)
                  (car formals)
                  (list (car formals) (class-name (car specializers))))
              (source-formals (cdr formals) (cdr specializers)))
        formals))

  (define (find-method generic specializers)
    (find (lambda (method) (equal? (method-specializers method) specializers))
          (generic-function-methods generic)))

  (define (for-each-class f specializers)
    (cond
      ((pair? specializers) (f (car specializers)) (for-each-class f (cdr specializers)))
      ((%class? specializers) (f specializers))))

  ;; How many arguments have to be looked at to choose a method.
  (define (looked-at specializers)
    (let loop ((rest specializers) (i 1) (most 0))
      (if (pair? rest)
          (loop (cdr rest) (+ i 1) (if (eq? (car rest) <top>) most i))
          most)))

  ;; Lets a generic function and its relatives find their methods anew.
  (define (refresh generic)
    (let ((looked (fold max 0 (map (lambda (m) (looked-at (method-specializers m)))
                                   (all-methods generic)))))
      (%slot-set! generic 'n-specialized looked)
      (%forget-dispatches! generic looked)))

  (define (refresh-all generic)
    (refresh generic)
    (for-each refresh-up (%slot-ref generic 'extended-by))
    (when (is-a? generic <extended-generic>)
      (for-each refresh-down (%slot-ref generic 'extends))))

  (define (refresh-up generic)
    (refresh generic)
    (for-each refresh-up (%slot-ref generic 'extended-by)))

  (define (refresh-down generic)
    (refresh generic)
    (when (is-a? generic <extended-generic>)
      (for-each refresh-down (%slot-ref generic 'extends))))

  (define (same-specializers? a b)
    (if (and (pair? a) (pair? b))
        (and (eq? (car a) (car b)) (same-specializers? (cdr a) (cdr b)))
        (eq? a b)))

  (define (install generic method)
    (let ((specializers (method-specializers method)))
      (for-each
        (lambda (old)
          (when (same-specializers? (method-specializers old) specializers)
            (remove-method! generic old)))
        (%slot-ref generic 'methods))
      (unless (method-generic-function method)
        (%slot-set! method 'generic-function generic))
      (for-each-class
        (lambda (class)
          (unless (eq? class <top>)
            (%slot-set! class 'direct-methods
              (cons method (delq method (%slot-ref class 'direct-methods))))))
        specializers)
      (%slot-set! generic 'methods (cons method (%slot-ref generic 'methods)))
      (refresh-all generic)))

  (define (remove-method! generic method)
    (for-each-class
      (lambda (class)
        (%slot-set! class 'direct-methods (delq method (%slot-ref class 'direct-methods))))
      (method-specializers method))
    (%slot-set! generic 'methods (delq method (%slot-ref generic 'methods)))
    (refresh-all generic))

  ;; A generic function with methods of the system's own.
  (define (generic-of name . methods)
    (let ((generic (make-generic name)))
      (for-each (lambda (method) (install generic method)) methods)
      generic))

  (define add-method!
    (generic-of 'add-method!
      (make-method (list <top> <top>)
        (lambda (target method)
          (cond
            ((%generic? target) (install target method))
            ((%extendable? target) (install (enable-primitive-generic! target) method))
            (else (goops-error "~S is not a valid generic function" target)))))))

  ;; Primitives with methods

  (define (primitive-generic-generic primitive)
    (or (%primitive-generic primitive)
        (and (%extendable? primitive) (enable-primitive-generic! primitive))
        (goops-error "~S is not a primitive generic" primitive)))

  (define (enable-primitive-generic! primitive)
    (or (%primitive-generic primitive)
        (let* ((name (procedure-name primitive))
               (generic (make-generic name)))
          (unless (%extendable? primitive)
            (goops-error "~S is not a primitive generic" primitive))
          (case name
            ((write) (install generic (make-method (list <top> <top>) write-object)))
            ((display) (install generic (make-method (list <top> <top>) display-object)))
            ((equal?)
             (install generic (make-method (list <top> <top>) (lambda (a b) #f)))
             (%set-equal-walk! (equal-with generic))))
          (%set-primitive-generic! primitive generic)
          generic)))

  (define (write-object object port)
    (if (instance? object)
        (display (%description object) port)
        (write object port)))

  (define (display-object object port)
    (cond
      ((not (instance? object)) (display object port))
      ((%primitive-generic write) (write object port))
      (else (display (%description object) port))))

  ;; Looks for objects in lists and vectors; all else is equal or not already.
  (define (equal-with generic)
    (define (walk a b)
      (cond
        ((eq? a b) #t)
        ((or (instance? a) (instance? b)) (and (generic a b) #t))
        ((pair? a) (and (pair? b) (walk (car a) (car b)) (walk (cdr a) (cdr b))))
        ((vector? a)
         (and (vector? b)
              (= (vector-length a) (vector-length b))
              (let loop ((i 0))
                (or (= i (vector-length a))
                    (and (walk (vector-ref a i) (vector-ref b i)) (loop (+ i 1)))))))
        (else (equal? a b))))
    walk)

  ;; Which methods apply

  ;; Each class has accessor methods of its own: a slot that is defined anew has no old ones.
  (define (applies? method classes)
    (and (or (not (eq? (class-of method) <accessor-method>))
             (null? classes)
             (eq? (car classes) (car (method-specializers method))))
         (matches? method classes)))

  (define (matches? method classes)
    (let loop ((specializers (method-specializers method)) (classes classes))
      (cond
        ((pair? specializers)
         (and (pair? classes)
              (%subclass? (car classes) (car specializers))
              (loop (cdr specializers) (cdr classes))))
        ((null? specializers) (null? classes))
        (else (every (lambda (class) (%subclass? class specializers)) classes)))))

  (define (more-specific? a b classes)
    (let loop ((a a) (b b) (classes classes))
      (cond
        ((not (pair? a)) (and (null? a) (not (null? b))))
        ((not (pair? b)) #t)
        ((eq? (car a) (car b)) (loop (cdr a) (cdr b) (cdr classes)))
        (else
         (let ((at-a (%class-position (car classes) (car a)))
               (at-b (%class-position (car classes) (car b))))
           (and (>= at-a 0) (or (< at-b 0) (< at-a at-b))))))))

  (define method-more-specific?
    (generic-of 'method-more-specific?
      (make-method (list <method> <method> <top>)
        (lambda (a b classes)
          (more-specific? (method-specializers a) (method-specializers b) classes)))))

  (define (sorted methods classes)
    (sort methods
          (lambda (a b)
            (more-specific? (method-specializers a) (method-specializers b) classes))))

  (define (%compute-applicable-methods generic arguments)
    (let* ((classes (map class-of arguments))
           (found (filter (lambda (method) (applies? method classes)) (all-methods generic))))
      (if (or (null? found) (null? (cdr found)))
          found
          (sorted found classes))))

  (define compute-applicable-methods
    (generic-of 'compute-applicable-methods
      (make-method (list <generic> <top>)
        (lambda (generic arguments) (%compute-applicable-methods generic arguments)))))

  (define sort-applicable-methods
    (generic-of 'sort-applicable-methods
      (make-method (list <generic> <top> <top>)
        (lambda (generic methods arguments) (sorted methods (map class-of arguments))))))

  ;; Calls

  ;; The procedure of the first method, which knows the others.
  (define (chained generic methods)
    (let* ((method (car methods))
           (with-next (%slot-ref method 'make-procedure)))
      (if (procedure? with-next)
          (with-next
            (if (null? (cdr methods))
                (lambda arguments (no-next-method generic arguments))
                (chained generic (cdr methods))))
          (method-procedure method))))

  (define (standard? generic)
    (memq (class-of generic)
          (list <generic> <generic-with-setter> <accessor> <extended-generic>
                <extended-generic-with-setter> <extended-accessor>)))

  (define (dispatch generic arguments)
    (if (standard? generic)
        (let ((methods (%compute-applicable-methods generic arguments)))
          (if (null? methods)
              (no-applicable-method generic arguments)
              (let ((target (chained generic methods)))
                (%remember-dispatch! generic arguments target)
                (apply target arguments))))
        (apply-generic generic arguments)))

  (define apply-generic
    (generic-of 'apply-generic
      (make-method (list <generic> <top>)
        (lambda (generic arguments)
          (let ((methods (compute-applicable-methods generic arguments)))
            (if (null? methods)
                (no-applicable-method generic arguments)
                (apply-methods generic
                  (sort-applicable-methods generic methods arguments)
                  arguments)))))))

  (define apply-methods
    (generic-of 'apply-methods
      (make-method (list <generic> <top> <top>)
        (lambda (generic methods arguments)
          (apply (chained generic methods) arguments)))))

  (define apply-method
    (generic-of 'apply-method
      (make-method (list <generic> <top> <top> <top>)
        (lambda (generic methods build-next arguments)
          (apply (chained generic methods) arguments)))))

  ;; What goes wrong

  (define (call-form generic arguments)
    (cons (generic-function-name generic) arguments))

  (define no-method
    (generic-of 'no-method
      (make-method (list <generic> <top>)
        (lambda (generic arguments)
          (goops-error "No method defined for ~S" generic)))))

  (define no-applicable-method
    (generic-of 'no-applicable-method
      (make-method (list <generic> <top>)
        (lambda (generic arguments)
          (goops-error "No applicable method for ~S in call ~S"
                       generic (call-form generic arguments))))))

  (define no-next-method
    (generic-of 'no-next-method
      (make-method (list <generic> <top>)
        (lambda (generic arguments)
          (goops-error "No next method when calling ~S\nwith arguments ~S" generic arguments)))))

  (define slot-unbound
    (generic-of 'slot-unbound
      (make-method (list <object>)
        (lambda (object) (goops-error "Unbound slot in object ~S" object)))
      (make-method (list <class> <top>)
        (lambda (class name) (goops-error "Slot `~S' is unbound in class ~S" name class)))
      (make-method (list <class> <object> <top>)
        (lambda (class object name)
          (goops-error "Unbound slot in object ~S" object)))))

  (define slot-missing
    (generic-of 'slot-missing
      (make-method (list <class> <top>)
        (lambda (class name)
          (goops-error "No class slot with name `~S' in class ~S" name class)))
      (make-method (list <class> <top> <top>)
        (lambda (class object name)
          (goops-error "No slot with name `~S' in object ~S" name object)))
      (make-method (list <class> <top> <top> <top>)
        (lambda (class object name value)
          (goops-error "No slot with name `~S' in object ~S" name object)))))

  ;; Objects

  (define (instantiate class arguments)
    (let ((object (allocate-instance class arguments)))
      (initialize object arguments)
      object))

  (define make
    (generic-of 'make
      (make-method (cons <class> <top>)
        (lambda (class . arguments) (instantiate class arguments)))))

  (define make-instance make)

  (define allocate-instance
    (generic-of 'allocate-instance
      (make-method (list <class> <top>)
        (lambda (class arguments) (%allocate class dispatch)))))

  (define initialize
    (generic-of 'initialize
      (make-method (list <object> <top>) initialize-object)
      (make-method (list <class> <top>) initialize-class)
      (make-method (list <generic> <top>)
        (lambda (generic arguments)
          (let ((name (get-keyword #:name arguments)))
            (initialize-object generic arguments)
            (%slot-set! generic 'procedure #f)
            (%slot-set! generic 'methods '())
            (%slot-set! generic 'n-specialized 0)
            (%slot-set! generic 'extended-by '())
            (%set-generic-name! generic name)
            (when (is-a? generic <generic-with-setter>)
              (%slot-set! generic 'setter
                (or (get-keyword #:setter arguments) (make-generic (setter-name name)))))
            (let ((default (get-keyword #:default arguments)))
              (when default (with-default generic default))))))
      (make-method (list <method> <top>)
        (lambda (method arguments)
          (initialize-object method arguments)
          (%slot-set! method 'generic-function (get-keyword #:generic-function arguments))
          (%slot-set! method 'specializers (get-keyword #:specializers arguments '()))
          (%slot-set! method 'procedure (get-keyword #:procedure arguments))
          (%slot-set! method 'formals (get-keyword #:formals arguments '()))
          (%slot-set! method 'body (get-keyword #:body arguments '()))
          (%slot-set! method 'make-procedure (get-keyword #:make-procedure arguments))))
      (make-method (list <applicable-struct> <top>)
        (lambda (object arguments)
          (initialize-object object arguments)
          (let ((procedure (get-keyword #:procedure arguments)))
            (when procedure (%slot-set! object 'procedure procedure)))))))

  (define (check-initargs arguments)
    (let loop ((rest arguments))
      (unless (null? rest)
        (if (and (pair? rest) (keyword? (car rest)) (pair? (cdr rest)))
            (loop (cddr rest))
            (scm-error 'wrong-type-arg #f "Invalid initargs: ~S" (list arguments) #f)))))

  (define (initialize-object object arguments)
    (unless (null? arguments) (check-initargs arguments))
    (let loop ((slots (%slot-ref (class-of object) 'slots)))
      (when (pair? slots)
        (initialize-slot object (car slots) arguments)
        (loop (cdr slots))))
    object)

  (define (initialize-slot object slot arguments)
    (let* ((key (and (pair? arguments) (slot-definition-init-keyword slot)))
           (given (if key (get-keyword key arguments %unbound) %unbound)))
      (if (eq? given %unbound)
          (let ((thunk (slot-definition-init-thunk slot))
                (index (slot-definition-index slot)))
            (when (and thunk index)
              (%set-field! object index (thunk))))
          (slot-set! object (slot-definition-name slot) given))))

  (define shallow-clone
    (generic-of 'shallow-clone
      (make-method (list <object>) (lambda (object) (cloned object (lambda (value) value))))))

  (define deep-clone
    (generic-of 'deep-clone
      (make-method (list <object>)
        (lambda (object)
          (cloned object (lambda (value) (if (instance? value) (deep-clone value) value)))))))

  (define (cloned object copy)
    (let ((clone (allocate-instance (class-of object) '())))
      (for-each
        (lambda (slot)
          (let ((name (slot-definition-name slot)))
            (when (and (eq? (slot-definition-allocation slot) #:instance)
                       (slot-bound? object name))
              (slot-set! clone name (copy (slot-ref object name))))))
        (class-slots (class-of object)))
      clone))

  ;; Gives an object the slots of a class; what has the same name keeps its value.
  (define (migrate! object class)
    (let* ((old (allocate-instance class '()))
           (new (allocate-instance class '()))
           (fields (%fields object)))
      (for-each
        (lambda (slot)
          (let ((before (%own-place object (slot-definition-name slot)))
                (index (slot-definition-index slot))
                (thunk (slot-definition-init-thunk slot)))
            (when index
              (%set-field! new index
                (cond
                  ((integer? before) (vector-ref fields before))
                  (before ((%slot-ref before 'slot-ref) object))
                  (thunk (thunk))
                  (else %unbound))))))
        (class-slots class))
      (%become! object class (%fields new))
      (update-instance-for-different-class old object)
      object))

  (define (slot-definition-index slot) (%slot-ref slot 'index))

  (define change-class
    (generic-of 'change-class
      (make-method (list <object> <class>) (lambda (object class) (migrate! object class)))))

  (define update-instance-for-different-class
    (generic-of 'update-instance-for-different-class
      (make-method (list <object> <object>) (lambda (old new) *unspecified*))))

  ;; Classes

  (define (make-class supers slots . options)
    (let ((name (get-keyword #:name options %unbound))
          (all (if (any (lambda (class) (%subclass? class <object>)) supers)
                   supers
                   (append supers (list <object>)))))
      (let loop ((rest supers))
        (when (pair? rest)
          (when (memq (car rest) (cdr rest))
            (goops-error "make-class: super class ~S is duplicate in class ~S" (car rest)
                         (shown-name name)))
          (loop (cdr rest))))
      (let loop ((names (map slot-name slots)))
        (when (pair? names)
          (when (memq (car names) (cdr names))
            (goops-error "make-class: slot ~S is duplicate in class ~S" (car names)
                         (shown-name name)))
          (loop (cdr names))))
      (apply make (or (get-keyword #:metaclass options) (ensure-metaclass all))
             #:dsupers all #:slots slots #:name (shown-name name) options)))

  (define (slot-name slot)
    (cond
      ((instance? slot) (slot-definition-name slot))
      ((pair? slot) (car slot))
      (else slot)))

  (define (shown-name name) (if (eq? name %unbound) '|(unbound)| name))

  (define* (ensure-metaclass supers #:optional environment)
    (let* ((all (delete-duplicates (map class-of supers) eq?))
           (needed
             (filter
               (lambda (meta)
                 (not (any (lambda (other)
                             (and (not (eq? other meta)) (%subclass? other meta)))
                           all)))
               all)))
      (cond
        ((null? needed) <class>)
        ((null? (cdr needed)) (car needed))
        (else (ensure-metaclass-with-supers needed)))))

  (define metaclasses (make-parameter '()))

  (define (ensure-metaclass-with-supers supers)
    (let ((known (find (lambda (class) (equal? (class-direct-supers class) supers))
                       (class-direct-subclasses (car supers)))))
      (or known (make-class supers '() #:name 'metaclass))))

  (define (initialize-class class arguments)
    (initialize-object class arguments)
    (let ((supers (get-keyword #:dsupers arguments '())))
      (%slot-set! class 'name (get-keyword #:name arguments '???))
      (%slot-set! class 'direct-supers supers)
      (%slot-set! class 'direct-slots
        (map (lambda (slot)
               (cond
                 ((instance? slot) (copy-definition slot))
                 ((pair? slot) (make-definition (car slot) (cdr slot)))
                 (else (make-definition slot '()))))
             (get-keyword #:slots arguments '())))
      (%slot-set! class 'direct-subclasses '())
      (%slot-set! class 'direct-methods '())
      (arrange class)
      (for-each
        (lambda (super)
          (%slot-set! super 'direct-subclasses (cons class (%slot-ref super 'direct-subclasses))))
        supers)))

  ;; Works out all that follows from the superclasses and the direct slots of a class.
  (define (arrange class)
    (%slot-set! class 'cpl (compute-cpl class))
    (let ((slots (map copy-definition (compute-slots class))))
      (place-slots class slots)
      (%slot-set! class 'slots slots)
      (for-each (lambda (slot) (add-accessors class slot)) slots)))

  (define (direct? class slot)
    (any (lambda (each) (eq? (slot-definition-name each) (slot-definition-name slot)))
         (%slot-ref class 'direct-slots)))

  (define (place-slots class slots)
    (let loop ((rest slots) (index 0) (places '()))
      (cond
        ((null? rest) (%set-places! class places))
        ((eq? (slot-definition-allocation (car rest)) #:instance)
         (%slot-set! (car rest) 'index index)
         (loop (cdr rest) (+ index 1)
               (acons (slot-definition-name (car rest)) index places)))
        (else
         (let ((both (access class (car rest))))
           (%slot-set! (car rest) 'slot-ref (car both))
           (%slot-set! (car rest) 'slot-set! (cadr both))
           (%slot-set! (car rest) 'index #f)
           (loop (cdr rest) index
                 (acons (slot-definition-name (car rest)) (car rest) places)))))))

  ;; How to get at a slot that is not in the object: a getter and a setter.
  (define (access class slot)
    (let ((inherited (and (eq? (slot-definition-allocation slot) #:class)
                          (not (direct? class slot))
                          (any (lambda (super) (shared super (slot-definition-name slot)))
                               (cdr (class-precedence-list class))))))
      (or inherited (compute-get-n-set class slot))))

  (define (shared class name)
    (let ((place (%place class name)))
      (and place (instance? place)
           (list (%slot-ref place 'slot-ref) (%slot-ref place 'slot-set!)))))

  (define compute-get-n-set
    (generic-of 'compute-get-n-set
      (make-method (list <class> <slot>)
        (lambda (class slot)
          (case (slot-definition-allocation slot)
            ((#:instance) (slot-definition-index slot))
            ((#:class #:each-subclass)
             (let* ((thunk (slot-definition-init-thunk slot))
                    (value (if thunk (thunk) %unbound)))
               (list (lambda (object) value)
                     (lambda (object new) (set! value new)))))
            ((#:virtual)
             (let ((get (get-keyword #:slot-ref (slot-definition-options slot)))
                   (put (get-keyword #:slot-set! (slot-definition-options slot))))
               (unless (and get put)
                 (goops-error "a #:slot-ref and a #:slot-set! must be supplied in ~S" slot))
               (list get put)))
            (else
             (goops-error "allocation type \"~S\" is unknown"
                          (slot-definition-allocation slot))))))))

  (define compute-cpl
    (generic-of 'compute-cpl
      (make-method (list <class>) (lambda (class) (%compute-cpl class)))))

  (define* (compute-std-cpl class #:optional supers) (%compute-cpl class))

  (define compute-slots
    (generic-of 'compute-slots
      (make-method (list <class>)
        (lambda (class)
          (let loop ((classes (reverse (%slot-ref class 'cpl))) (slots '()))
            (if (null? classes)
                slots
                (let* ((own (class-direct-slots (car classes)))
                       (names (map slot-definition-name own)))
                  (loop (cdr classes)
                        (append
                          (remove (lambda (slot) (memq (slot-definition-name slot) names)) slots)
                          own)))))))))

  (define (add-accessors class slot)
    (let ((getter (slot-definition-getter slot))
          (putter (slot-definition-setter slot))
          (accessor (slot-definition-accessor slot)))
      (when (%generic? getter) (install getter (compute-getter-method class slot)))
      (when (%generic? putter) (install putter (compute-setter-method class slot)))
      (when (%generic? accessor)
        (install accessor (compute-getter-method class slot))
        (install (setter accessor) (compute-setter-method class slot)))))

  (define (accessor-method class slot specializers procedure)
    (let ((method (method-of <accessor-method> specializers procedure #f '() '())))
      (%slot-set! method 'slot-definition slot)
      method))

  (define compute-getter-method
    (generic-of 'compute-getter-method
      (make-method (list <class> <slot>)
        (lambda (class slot)
          (let* ((name (slot-definition-name slot))
                 (index (slot-definition-index slot))
                 (read (lambda (object) (slot-ref object name))))
            (accessor-method class slot (list class)
              (if index (%slot-getter class index read) read)))))))

  (define compute-setter-method
    (generic-of 'compute-setter-method
      (make-method (list <class> <slot>)
        (lambda (class slot)
          (let* ((name (slot-definition-name slot))
                 (index (slot-definition-index slot))
                 (put (lambda (object value) (slot-set! object name value))))
            (accessor-method class slot (list class <top>)
              (if index (%slot-setter class index put) put)))))))

  ;; Redefinition: the old class stays what it was to everybody, and gets another definition.

  (define (redefined old new)
    (if (and (%class? old) (is-a? old <redefinable-class>) (is-a? new <redefinable-class>))
        (class-redefinition old new)
        new))

  (define class-redefinition
    (generic-of 'class-redefinition
      (make-method (list <class> <class>)
        (lambda (old new)
          (remove-class-accessors! old)
          (remove-class-accessors! new)
          (for-each (lambda (super) (forget-subclass! super new)) (class-direct-supers new))
          (for-each (lambda (super) (forget-subclass! super old)) (class-direct-supers old))
          (%slot-set! old 'direct-slots (%slot-ref new 'direct-slots))
          (%slot-set! old 'direct-supers (%slot-ref new 'direct-supers))
          (for-each
            (lambda (super)
              (%slot-set! super 'direct-subclasses (cons old (%slot-ref super 'direct-subclasses))))
            (class-direct-supers old))
          (arrange old)
          (for-each (lambda (method) (update-direct-method! method old old))
                    (class-direct-methods old))
          (for-each (lambda (sub) (update-direct-subclass! sub old old))
                    (class-direct-subclasses old))
          old))))

  (define (forget-subclass! super class)
    (%slot-set! super 'direct-subclasses (delq class (%slot-ref super 'direct-subclasses))))

  (define remove-class-accessors!
    (generic-of 'remove-class-accessors!
      (make-method (list <class>)
        (lambda (class)
          (for-each
            (lambda (method)
              (when (and (is-a? method <accessor-method>) (method-generic-function method))
                (remove-method! (method-generic-function method) method)))
            (class-direct-methods class))))))

  (define update-direct-method!
    (generic-of 'update-direct-method!
      (make-method (list <method> <class> <class>)
        (lambda (method old new)
          (when (method-generic-function method)
            (refresh-all (method-generic-function method)))))))

  (define update-direct-subclass!
    (generic-of 'update-direct-subclass!
      (make-method (list <class> <class> <class>)
        (lambda (class old new)
          (remove-class-accessors! class)
          (arrange class)
          (for-each (lambda (method) (update-direct-method! method class class))
                    (class-direct-methods class))
          (for-each (lambda (sub) (update-direct-subclass! sub class class))
                    (class-direct-subclasses class)))))))
