;;; Prompts: delimited continuations, made of call/cc and a list of the prompts that are in force
;;; (Dybvig, Peyton Jones, Sabry: A Monadic Framework for Delimited Continuations, 2007). A part of
;;; the list ends where a continuation was resumed; what returns there goes on where that was.

(library (guile prompts)
  (export call-with-prompt abort-to-prompt make-prompt-tag default-prompt-tag
          suspendable-continuation? % abort reset reset* shift shift*
          ;; What the macros stand for: a library that is kept names it.
          the-default-tag call-handler)
  (import (lokoscope private builtins))

  ;; Entries, innermost first: #(tag continuation handler). The continuation takes a thunk, which it
  ;; calls. The tag is #f where a continuation was resumed. Fibers have lists of their own.
  (define prompts (make-parameter '()))

  (define (make-prompt-tag . name) (list (if (pair? name) (car name) "prompt")))

  (define the-default-tag (list "default"))

  (define (default-prompt-tag) the-default-tag)

  (define (suspendable-continuation? tag)
    (and (find (lambda (entry) (eq? tag (vector-ref entry 0))) (prompts)) #t))

  ;; Runs a thunk whose values go to the innermost entry, and returns what comes back to here.
  (define (enter tag handler inner thunk)
    ((call/cc
       (lambda (k)
         (prompts (append inner (cons (vector tag k handler) (prompts))))
         (call-with-values thunk
           (lambda results
             (let ((entry (car (prompts))))
               (prompts (cdr (prompts)))
               ((vector-ref entry 1) (lambda () (apply values results))))))))))

  (define (call-with-prompt tag thunk handler) (enter tag handler '() thunk))

  (define (abort-to-prompt tag . arguments)
    ((call/cc
       (lambda (k)
         (let loop ((rest (prompts)) (inner '()))
           (cond
             ((null? rest)
              (assertion-violation 'abort-to-prompt "no such prompt is in force" tag))
             ((eq? tag (vector-ref (car rest) 0))
              (prompts (cdr rest))
              ((vector-ref (car rest) 1)
               (lambda ()
                 (apply (vector-ref (car rest) 2)
                   (resumption k (reverse inner))
                   arguments))))
             (else (loop (cdr rest) (cons (car rest) inner)))))))))

  (define (resumption k inner)
    (lambda results
      (enter #f #f inner
        (lambda () (k (lambda () (apply values results)))))))

  (define-syntax %
    (syntax-rules ()
      ((_ expression)
       (call-with-prompt the-default-tag (lambda () expression) call-handler))
      ((_ expression handler)
       (call-with-prompt the-default-tag (lambda () expression) handler))
      ((_ tag expression handler)
       (call-with-prompt tag (lambda () expression) handler))))

  ;; The handler that aborts without one of their own get: the first argument is called.
  (define (call-handler k f . arguments)
    (call-with-prompt the-default-tag (lambda () (apply f k arguments)) call-handler))

  (define (abort . arguments) (apply abort-to-prompt the-default-tag arguments))

  (define (reset* thunk)
    (call-with-prompt the-default-tag thunk call-handler))

  (define (shift* f)
    (abort-to-prompt the-default-tag
      (lambda (k) (f (lambda results (reset* (lambda () (apply k results))))))))

  (define-syntax reset
    (syntax-rules ()
      ((_ body ...) (reset* (lambda () body ...)))))

  (define-syntax shift
    (syntax-rules ()
      ((_ k body ...) (shift* (lambda (k) body ...))))))
