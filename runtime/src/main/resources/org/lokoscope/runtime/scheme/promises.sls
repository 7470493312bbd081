;; Promises as in R7RS: a promise holds a box, so that a chain of delay-force shares one.
(library (lokoscope private promises)
  (export %make-delayed %make-lazy make-promise promise? force)
  (import (lokoscope private builtins))

  (define-record-type (promise new-promise promise?)
    (fields (mutable box))
    (sealed #t))

  ;; A box is a pair: whether there is a value yet, and the value or a procedure that makes it.
  (define (%make-lazy thunk)
    (new-promise (cons #f thunk)))

  (define (%make-delayed thunk)
    (%make-lazy (lambda () (make-promise (thunk)))))

  (define (make-promise object)
    (if (promise? object)
        object
        (new-promise (cons #t object))))

  (define (force object)
    (if (promise? object)
        (force-promise object)
        object))

  (define (force-promise promise)
    (let ((box (promise-box promise)))
      (if (car box)
          (cdr box)
          (let* ((next ((cdr box)))
                 (box (promise-box promise)))
            (unless (car box)
              (adopt! promise box next))
            (force-promise promise)))))

  ;; From now on, both promises have the same value.
  (define (adopt! promise box next)
    (let ((other (promise-box next)))
      (set-car! box (car other))
      (set-cdr! box (cdr other))
      (promise-box-set! next box))))
