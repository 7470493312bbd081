;;; (statprof): runs what it is given; the tracer of Lokoscope is what measures.

(library (statprof)
  (export statprof with-statprof gcprof)
  (import (guile))

  (define* (statprof thunk #:key loop hz count-calls? port display-style)
    (let repeat ((n (or loop 1)))
      (if (<= n 1) (thunk) (begin (thunk) (repeat (- n 1))))))

  (define* (gcprof thunk #:key loop full-stacks?) (statprof thunk #:loop loop))

  (define-syntax with-statprof
    (syntax-rules () ((_ body ...) (statprof (lambda () body ...))))))
