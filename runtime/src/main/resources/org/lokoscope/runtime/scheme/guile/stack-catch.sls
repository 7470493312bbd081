;;; (ice-9 stack-catch)

(library (ice-9 stack-catch)
  (export stack-catch)
  (import (guile))

  (define (stack-catch key thunk handler . options) (apply catch key thunk handler options)))
