;;; (oop goops describe): prints the slots of an object.

(library (oop goops describe)
  (export describe)
  (import (guile) (oop goops) (lokoscope private builtins))

  (define (describe-object object)
    (write object)
    (display " is an instance of class ")
    (display (class-name (class-of object)))
    (newline)
    (display "Slots are: ")
    (newline)
    (for-each
      (lambda (slot)
        (let ((name (slot-definition-name slot)))
          (display "     ")
          (display name)
          (display " = ")
          (if (slot-bound? object name)
              (write (slot-ref object name))
              (display "#<unbound>"))
          (newline)))
      (class-slots (class-of object))))

  (define describe
    (let ((generic (make-generic 'describe)))
      (add-method! generic
        (make-method (list <top>)
          (lambda (value)
            (write value)
            (display " is an instance of class ")
            (display (class-name (class-of value)))
            (newline))))
      (add-method! generic (make-method (list <object>) describe-object))
      generic)))
