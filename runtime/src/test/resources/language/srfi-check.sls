;; What the programs srfi-N.sps share: each check tells what went wrong, the report how many passed.
(library (srfi-check)
  (export check check-error check-values report)
  (import (rnrs))

  (define passed 0)

  (define (compare form got expected)
    (if (equal? got expected)
        (set! passed (+ passed 1))
        (begin
          (write form)
          (display " gives ")
          (write got)
          (display " instead of ")
          (write expected)
          (newline))))

  (define-syntax check
    (syntax-rules (=>)
      ((_ form => expected) (compare 'form form expected))))

  ;; All values of a form, as a list.
  (define-syntax check-values
    (syntax-rules (=>)
      ((_ form => expected)
       (compare 'form (call-with-values (lambda () form) list) expected))))

  (define-syntax check-error
    (syntax-rules ()
      ((_ form) (compare 'form (guard (c (#t 'raised)) form 'returned) 'raised))))

  (define (report)
    (write passed)
    (display " checks passed")
    (newline)))
