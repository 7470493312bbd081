;;; Slots of objects, and the classes that are there from the start. A class says where the slots
;;; of its instances stand; what is not in the object itself is found through a slot definition.

(library (guile goops objects)
  (export goops-error slot-ref slot-set! slot-bound? slot-exists? slot-ref-using-class
          slot-set-using-class! slot-bound-using-class? slot-exists-using-class?
          class-slot-ref class-slot-set!
          class-name class-direct-supers class-direct-slots class-direct-subclasses
          class-direct-methods class-precedence-list class-slots class-slot-definition
          slot-definition-name slot-definition-options slot-definition-allocation
          slot-definition-getter slot-definition-setter slot-definition-accessor
          slot-definition-init-value slot-definition-init-form slot-definition-init-thunk
          slot-definition-init-keyword slot-init-function
          class-methods class-subclasses make-definition copy-definition get-keyword
          <top> <object> <class> <slot> <method> <accessor-method> <generic> <generic-with-setter>
          <accessor> <extended-generic> <extended-generic-with-setter> <extended-accessor>
          <redefinable-class> <applicable-struct> <applicable-struct-class>)
  (import (guile) (srfi :1) (lokoscope private builtins) (guile goops generics))

  (define <top> (%builtin-class '<top>))
  (define <object> (%builtin-class '<object>))
  (define <class> (%builtin-class '<class>))
  (define <slot> (%builtin-class '<slot>))
  (define <method> (%builtin-class '<method>))
  (define <accessor-method> (%builtin-class '<accessor-method>))
  (define <generic> (%builtin-class '<generic>))
  (define <generic-with-setter> (%builtin-class '<generic-with-setter>))
  (define <accessor> (%builtin-class '<accessor>))
  (define <extended-generic> (%builtin-class '<extended-generic>))
  (define <extended-generic-with-setter> (%builtin-class '<extended-generic-with-setter>))
  (define <extended-accessor> (%builtin-class '<extended-accessor>))
  (define <redefinable-class> (%builtin-class '<redefinable-class>))
  (define <applicable-struct> (%builtin-class '<applicable-struct>))
  (define <applicable-struct-class> (%builtin-class '<applicable-struct-class>))

  (define (goops-error message . irritants)
    (scm-error 'goops-error #f message irritants '()))

  ;; Slots

  (define (slot-ref object name)
    (let ((value (%slot-ref object name)))
      (if (or (eq? value %elsewhere) (eq? value %unbound))
          (slot-ref-using-class (class-of object) object name)
          value)))

  (define (slot-set! object name value)
    (unless (%slot-set! object name value)
      (slot-set-using-class! (class-of object) object name value)))

  (define (slot-bound? object name)
    (let ((value (%slot-ref object name)))
      (if (eq? value %elsewhere)
          (slot-bound-using-class? (class-of object) object name)
          (not (eq? value %unbound)))))

  (define (slot-exists? object name)
    (slot-exists-using-class? (class-of object) object name))

  (define (up-to-date object)
    (when (%outdated? object) (migrate! object (class-of object)))
    object)

  ;; What stands at a place of an object: a value, or that there is none.
  (define (value-at place object)
    (if (integer? place)
        (%field (up-to-date object) place)
        ((%slot-ref place 'slot-ref) object)))

  (define (slot-ref-using-class class object name)
    (let ((place (%place class name)))
      (if place
          (let ((value (value-at place object)))
            (if (eq? value %unbound)
                (slot-unbound class object name)
                value))
          (slot-missing class object name))))

  (define (slot-set-using-class! class object name value)
    (let ((place (%place class name)))
      (cond
        ((integer? place) (%set-field! (up-to-date object) place value))
        (place ((%slot-ref place 'slot-set!) object value))
        (else (slot-missing class object name value)))))

  (define (slot-bound-using-class? class object name)
    (let ((place (%place class name)))
      (if place
          (not (eq? (value-at place object) %unbound))
          (slot-missing class object name))))

  (define (slot-exists-using-class? class object name)
    (and (%place class name) #t))

  (define (shared-place class name)
    (let ((place (%place class name)))
      (and place (not (integer? place)) place)))

  (define (class-slot-ref class name)
    (let ((place (shared-place class name)))
      (if place
          (let ((value ((%slot-ref place 'slot-ref) #f)))
            (if (eq? value %unbound) (slot-unbound class name) value))
          (slot-missing class name))))

  (define (class-slot-set! class name value)
    (let ((place (shared-place class name)))
      (if place
          ((%slot-ref place 'slot-set!) #f value)
          (slot-missing class name))))

  ;; Classes

  (define (class-name class) (%slot-ref class 'name))
  (define (class-direct-supers class) (%slot-ref class 'direct-supers))

  (define (class-direct-slots class)
    (complete class)
    (%slot-ref class 'direct-slots))

  (define (class-direct-subclasses class) (%slot-ref class 'direct-subclasses))
  (define (class-direct-methods class) (%slot-ref class 'direct-methods))
  (define (class-precedence-list class) (%slot-ref class 'cpl))

  (define (class-slots class)
    (complete class)
    (%slot-ref class 'slots))

  ;; The classes of classes and methods get their slot definitions when somebody looks.
  (define (complete class)
    (let ((names (%builtin-slots class)))
      (when (and (pair? names) (null? (%slot-ref class 'slots)))
        (let ((slots (map (lambda (name) (make-definition name '())) names)))
          (for-each (lambda (slot index) (%slot-set! slot 'index index)) slots (iota (length slots)))
          (%slot-set! class 'direct-slots slots)
          (%slot-set! class 'slots slots)))))

  (define (class-slot-definition class name)
    (find (lambda (slot) (eq? (slot-definition-name slot) name)) (class-slots class)))

  (define (class-subclasses class)
    (delete-duplicates
      (append-map (lambda (sub) (cons sub (class-subclasses sub)))
                  (class-direct-subclasses class))
      eq?))

  (define (class-methods class)
    (delete-duplicates
      (append-map class-direct-methods (cons class (class-subclasses class)))
      eq?))

  ;; Slot definitions

  (define (slot-definition-name slot) (%slot-ref slot 'name))
  (define (slot-definition-options slot) (%slot-ref slot 'options))
  (define (slot-definition-allocation slot) (%slot-ref slot 'allocation))
  (define (slot-definition-getter slot) (%slot-ref slot 'getter))
  (define (slot-definition-setter slot) (%slot-ref slot 'setter))
  (define (slot-definition-accessor slot) (%slot-ref slot 'accessor))
  (define (slot-definition-init-value slot) (%slot-ref slot 'init-value))
  (define (slot-definition-init-form slot) (%slot-ref slot 'init-form))
  (define (slot-definition-init-thunk slot) (%slot-ref slot 'init-thunk))
  (define (slot-definition-init-keyword slot) (%slot-ref slot 'init-keyword))

  (define (slot-init-function class name)
    (let ((slot (class-slot-definition class name)))
      (and slot (slot-definition-init-thunk slot))))

  ;; The value of a keyword in a list of options.
  (define* (get-keyword key options #:optional default)
    (let loop ((rest options))
      (cond
        ((or (null? rest) (null? (cdr rest))) default)
        ((eq? (car rest) key) (cadr rest))
        (else (loop (cddr rest))))))

  (define (make-definition name given)
    (let* ((value (get-keyword #:init-value given %unbound))
           (options
             (if (or (eq? value %unbound) (get-keyword #:init-thunk given))
                 given
                 (cons* #:init-thunk (lambda () value) given)))
           (slot (%allocate <slot> #f)))
      (%slot-set! slot 'name name)
      (%slot-set! slot 'allocation (get-keyword #:allocation options #:instance))
      (%slot-set! slot 'init-keyword (get-keyword #:init-keyword options))
      (%slot-set! slot 'init-form (get-keyword #:init-form options %unbound))
      (%slot-set! slot 'init-value value)
      (%slot-set! slot 'init-thunk (get-keyword #:init-thunk options))
      (%slot-set! slot 'getter (get-keyword #:getter options))
      (%slot-set! slot 'setter (get-keyword #:setter options))
      (%slot-set! slot 'accessor (get-keyword #:accessor options))
      (%slot-set! slot 'slot-ref (get-keyword #:slot-ref options))
      (%slot-set! slot 'slot-set! (get-keyword #:slot-set! options))
      (%slot-set! slot 'index #f)
      (%slot-set! slot 'options (cons* #:name name options))
      slot))

  (define (copy-definition slot)
    (let ((copy (%allocate (class-of slot) #f)))
      (vector-fill-from! (%fields copy) (%fields slot))
      copy))

  (define (vector-fill-from! to from)
    (do ((i 0 (+ i 1)))
        ((= i (vector-length from)))
      (vector-set! to i (vector-ref from i)))))
