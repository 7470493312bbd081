;;; (ice-9 calling): bodies that run in a state that a procedure enters and leaves.

(library (ice-9 calling)
  (export with-excursion-function with-getter-and-setter with-getter
          with-delegating-getter-and-setter with-excursion-getter-and-setter
          with-configuration-getter-and-setter
          with-delegating-configuration-getter-and-setter
          let-with-configuration-getter-and-setter)
  (import (guile))

  (define-syntax with-excursion-function
    (syntax-rules ()
      ((_ (variable ...) f)
       (lambda (thunk)
         (let ((saved (list variable ...)))
           (dynamic-wind
             (lambda () *unspecified*)
             thunk
             (lambda () (f saved))))))))

  (define-syntax with-getter
    (syntax-rules ()
      ((_ (variable ...) f) (f (lambda () (list variable ...))))))

  (define-syntax with-getter-and-setter
    (syntax-rules ()
      ((_ (variable ...) f)
       (f (lambda () (list variable ...))
          (lambda values (assign values variable ...))))))

  (define-syntax assign
    (syntax-rules ()
      ((_ values) *unspecified*)
      ((_ values variable . more)
       (begin
         (set! variable (car values))
         (let ((rest (cdr values))) (assign rest . more))))))

  (define-syntax with-delegating-getter-and-setter
    (syntax-rules ()
      ((_ (variable ...) get set f)
       (with-getter-and-setter (variable ...)
         (lambda (own-get own-set)
           (f (lambda () (append (own-get) (get)))
              (lambda values (apply own-set values) (apply set values))))))))

  (define-syntax with-excursion-getter-and-setter
    (syntax-rules ()
      ((_ (variable ...) f)
       (with-getter-and-setter (variable ...)
         (lambda (get set)
           (f (lambda (thunk)
                (let ((saved (get)))
                  (dynamic-wind (lambda () #f) thunk (lambda () (apply set saved)))))
              get set))))))

  (define-syntax with-configuration-getter-and-setter
    (syntax-rules ()
      ((_ ((variable get set) ...) f)
       (f (lambda () (list (get) ...))
          (lambda values (call-setters values set ...))))))

  (define (call-setters values . setters) (for-each (lambda (set value) (set value)) setters values))

  (define-syntax with-delegating-configuration-getter-and-setter
    (syntax-rules ()
      ((_ ((variable get set) ...) delegate-get delegate-set f)
       (f (lambda () (append (list (get) ...) (delegate-get)))
          (lambda values
            (call-setters values set ...)
            (apply delegate-set values))))))

  (define-syntax let-with-configuration-getter-and-setter
    (syntax-rules ()
      ((_ ((variable value get set) ...) f)
       (let ((variable value) ...)
         (with-configuration-getter-and-setter ((variable get set) ...) f))))))
