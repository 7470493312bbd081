;;; What (loko) has and no standard: measuring, looking at code, forms that are Loko's own.

(library (lokoscope private loko)
  (export %time time-it time-it* expand expand/optimize disassemble
          cp0-size-limit cp0-effort-limit module compile-program)
  (import (lokoscope private builtins))

  (define (%time thunk form) (time-it form thunk))

  ;; Runs the thunk once and says what that took; returns what the thunk returned.
  (define (time-it what thunk)
    (let ((collected (collections))
          (start (current-jiffy)))
      (call-with-values thunk
        (lambda results
          (let ((nanoseconds (- (current-jiffy) start)))
            (write what)
            (display ": ")
            (display (div nanoseconds 1000))
            (display " microseconds, ")
            (display (- (collections) collected))
            (display " garbage collections")
            (newline))
          (apply values results)))))

  ;; Runs the thunk that often, says how long it took in nanoseconds, and returns the least time.
  (define (time-it* what iterations thunk)
    (unless (and (fixnum? iterations) (fxpositive? iterations))
      (assertion-violation 'time-it* "expected a positive number of iterations" iterations))
    ;; The sum of the squared distances from the mean is kept up as Welford does.
    (let loop ((done 0) (least #f) (most 0) (mean 0.0) (squares 0.0))
      (if (fx<? done iterations)
          (let ((start (current-jiffy)))
            (thunk)
            (let* ((took (- (current-jiffy) start))
                   (count (fx+ done 1))
                   (distance (- took mean))
                   (new-mean (+ mean (/ distance count))))
              (loop count
                    (if least (min least took) took)
                    (max most took)
                    new-mean
                    (+ squares (* distance (- took new-mean))))))
          (begin
            (report what iterations least most mean (sqrt (/ squares iterations)))
            least))))

  (define (report what iterations least most mean deviation)
    (write what)
    (display ": ")
    (display iterations)
    (display " iterations, from ")
    (display least)
    (display " to ")
    (display most)
    (display " ns, mean ")
    (display (rounded mean))
    (display " ns, standard deviation ")
    (display (rounded deviation))
    (display " ns")
    (newline))

  (define (rounded x) (exact (round x)))

  (define expand
    (case-lambda
      ((form) (expand form (interaction-environment)))
      ((form environment) (%expand form environment))))

  (define expand/optimize
    (case-lambda
      ((form) (expand/optimize form (interaction-environment)))
      ((form environment) (%expand/optimize form environment))))

  (define (disassemble procedure)
    (display (%listing procedure)))

  ;; The compiler of this system has no such limits: the numbers are kept, and change nothing.
  (define cp0-size-limit (make-parameter 16 (limit 'cp0-size-limit)))
  (define cp0-effort-limit (make-parameter 50 (limit 'cp0-effort-limit)))

  (define (limit who)
    (lambda (n)
      (unless (and (fixnum? n) (not (fxnegative? n)))
        (assertion-violation who "expected a number that is not negative" n))
      n))

  (define-syntax module
    (lambda (form)
      (syntax-violation 'module "is not implemented: use a library" form)))

  (define (compile-program . arguments)
    (raise
      (condition
        (make-implementation-restriction-violation)
        (make-who-condition 'compile-program)
        (make-message-condition "is not implemented: programs are run, no binaries are made")
        (make-irritants-condition arguments)))))
