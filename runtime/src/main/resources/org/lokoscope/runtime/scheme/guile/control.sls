;;; (ice-9 control): escapes, and what is raised and caught.

(library (ice-9 control)
  (export call/ec call-with-escape-continuation let/ec let-escape-continuation
          catch throw with-throw-handler false-if-exception scm-error
          guile:with-exception-handler raise-exception exception-kind exception-args
          call-with-prompt abort-to-prompt make-prompt-tag default-prompt-tag
          suspendable-continuation? % abort reset reset* shift shift*)
  (import (lokoscope private builtins) (guile prompts))

  ;; The continuation may be called more than once and after the call has returned; Guile leaves
  ;; open what happens then.
  (define (call/ec f) (call/cc f))

  (define (call-with-escape-continuation f) (call/cc f))

  (define-syntax let/ec
    (syntax-rules ()
      ((_ k body ...) (call/ec (lambda (k) body ...)))))

  (define-syntax let-escape-continuation
    (syntax-rules ()
      ((_ k body ...) (call/ec (lambda (k) body ...)))))

  (define (caught? key object)
    (or (eq? key #t) (eq? key (%exception-key object))))

  (define (call-handler handler object)
    (apply handler (%exception-key object) (%exception-arguments object)))

  (define catch
    (case-lambda
      ((key thunk handler)
       (guard (object ((caught? key object) (call-handler handler object)))
         (thunk)))
      ((key thunk handler pre-unwind)
       (if pre-unwind
           (catch key
             (lambda () (with-throw-handler key thunk pre-unwind))
             handler)
           (catch key thunk handler)))))

  ;; The handler runs where something was thrown; when it returns, the throw goes on.
  (define (with-throw-handler key thunk handler)
    (with-exception-handler
      (lambda (object)
        (when (caught? key object)
          (call-handler handler object))
        (raise-continuable object))
      thunk))

  (define-syntax false-if-exception
    (syntax-rules ()
      ((_ expression option ...)
       (guard (object (#t #f)) expression))))

  (define* (guile:with-exception-handler handler thunk
                                         #:key (unwind? #f) (unwind-for-type #t))
    (if unwind?
        (guard (object ((of-type? unwind-for-type object) (handler object)))
          (thunk))
        (with-exception-handler handler thunk)))

  (define (of-type? type object)
    (cond
      ((eq? type #t) #t)
      ((symbol? type) (eq? type (%exception-key object)))
      ((record-type-descriptor? type)
       (and (condition? object) ((condition-predicate type) object)))
      (else #f)))

  (define* (raise-exception object #:key (continuable? #f))
    (if continuable?
        (raise-continuable object)
        (raise object)))

  (define (exception-kind object) (%exception-key object))

  (define (exception-args object) (%exception-arguments object)))
