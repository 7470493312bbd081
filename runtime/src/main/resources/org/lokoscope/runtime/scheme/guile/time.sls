;;; (ice-9 time)

(library (ice-9 time)
  (export time)
  (import (guile))

  (define-syntax time
    (syntax-rules () ((_ expression) (time-proc (lambda () expression)))))

  (define (seconds nanos) (/ (round (/ nanos 10000000.0)) 100))

  (define (time-proc thunk)
    (let* ((real (get-internal-real-time))
           (gc (gc-run-time))
           (user (tms:utime (times)))
           (result (thunk)))
      (format #t "clock utime stime cutime cstime gctime\n~5,2F ~5,2F ~5,2F ~6,2F ~6,2F ~6,2F\n"
              (seconds (- (get-internal-real-time) real))
              (seconds (- (tms:utime (times)) user)) 0 0 0
              (seconds (- (gc-run-time) gc)))
      result)))
