;;; (guile reports): what is said of an exception: part of (guile).

(library (guile reports)
  (export print-exception set-exception-printer!)
  (import (guile))

  ;; The keys whose arguments are a procedure, a message, what it is about, and more.
  (define message-keys
    '(misc-error wrong-type-arg out-of-range system-error unbound-variable wrong-number-of-args
      goops-error vm-error memory-allocation-error stack-overflow regular-expression-syntax
      keyword-argument-error))

  (define (print-message port args)
    (let ((who (car args)) (message (cadr args)) (irritants (caddr args)))
      (when who
        (format port "In procedure ~a: " who))
      (display (if (string? message)
                   (apply simple-format #f message (if (list? irritants) irritants '()))
                   message)
               port)))

  (define (message-args? args)
    (and (list? args) (>= (length args) 3) (or (string? (cadr args)) (symbol? (cadr args)))))

  (define (print-plainly port key args)
    (if (and (memq key message-keys) (message-args? args))
        (print-message port args)
        (format port "Throw to key `~a' with args `~s'." key args)))

  (define (print-with-arguments prefix)
    (lambda (port key args default)
      (if (and (= 2 (length args)) (string? (car args)) (list? (cadr args)))
          (begin
            (display prefix port)
            (apply format port (car args) (cadr args))
            (newline port))
          (default))))

  (define printers
    (let ((table (make-hash-table)))
      (hashq-set! table 'bad-request (print-with-arguments "Bad request: "))
      (hashq-set! table 'bad-response (print-with-arguments "Bad response: "))
      (hashq-set! table 'uri-error (print-with-arguments "Bad URI: "))
      (hashq-set! table 'bad-header
        (lambda (port key args default)
          (cond
            ((not (= 2 (length args))) (default))
            ((memq (car args) '(%read read-header-line))
             (format port "Bad line of a header: ~s\n" (cadr args)))
            (else
             (format port "Bad ~a header: ~a\n"
               (string-titlecase (format #f "~a" (car args))) (cadr args))))))
      (hashq-set! table 'bad-header-component
        (lambda (port key args default)
          (if (= 2 (length args))
              (format port "Bad ~a header component: ~a\n" (car args) (cadr args))
              (default))))
      table))

  ;; A printer gets the port, the key, the arguments and a thunk that prints as without it.
  (define (set-exception-printer! key printer) (hashq-set! printers key printer))

  (define (print-exception port frame key args)
    (let ((printer (hashq-ref printers key)) (plain (lambda () (print-plainly port key args))))
      (if printer
          (printer port key args plain)
          (plain))
      (newline port))))
