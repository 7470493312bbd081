;; Counts checks and prints those that fail; used by the programs that go through a report.
(define-library (checks)
  (export check check-true check-error check-raises section report)
  (import (scheme base) (scheme write) (scheme inexact))
  (begin
    (define passed 0)
    (define title "")

    (define (section name)
      (report)
      (set! title name))

    (define (report)
      (unless (zero? passed)
        (write-string title)
        (write-string ": ")
        (write passed)
        (write-string " passed\n"))
      (set! passed 0))

    (define (fail form got expected)
      (write-string "FAILED ")
      (write form)
      (write-string " gave ")
      (write got)
      (write-string ", not ")
      (write expected)
      (newline))

    (define (same? a b)
      (or (equal? a b)
          (and (real? a) (real? b) (inexact? a) (inexact? b) (nan? a) (nan? b))))

    (define (compare form expected thunk)
      (let ((got (guard (e (#t (cons 'raised (if (error-object? e) (error-object-message e) e))))
                   (call-with-values thunk
                     (lambda results
                       (if (and (pair? results) (null? (cdr results)))
                           (car results)
                           (cons 'values results)))))))
        (if (same? got expected)
            (set! passed (+ passed 1))
            (fail form got expected))))

    (define (compare-error form fits? thunk)
      (let ((got (guard (e ((fits? e) 'error) (else (list 'raised e)))
                   (call-with-values thunk list))))
        (if (eq? got 'error)
            (set! passed (+ passed 1))
            (fail form got 'error))))

    ;; Several results are compared as (values a b ...).
    (define-syntax check
      (syntax-rules ()
        ((_ expected expression) (compare 'expression expected (lambda () expression)))))

    (define-syntax check-true
      (syntax-rules ()
        ((_ expression) (check #t expression))))

    (define-syntax check-raises
      (syntax-rules ()
        ((_ predicate expression) (compare-error 'expression predicate (lambda () expression)))))

    (define-syntax check-error
      (syntax-rules ()
        ((_ expression) (check-raises error-object? expression))))))
