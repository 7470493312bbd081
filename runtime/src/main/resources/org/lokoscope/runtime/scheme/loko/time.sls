;;; Loko's times: a type, nanoseconds and seconds. The names of its version 0.4 are there, too.

(library (loko system time)
  (export make-time time? time-type time-second time-nanosecond
          set-time-type! set-time-second! set-time-nanosecond!
          current-ticks current-second
          current-time/utc current-time/monotonic current-time/process set-current-time/utc
          current-time cumulative-process-time time-resolution)
  (import (lokoscope private builtins))

  (define-record-type time
    (make-time type nanosecond second)
    time?
    (type time-type set-time-type!)
    (nanosecond time-nanosecond set-time-nanosecond!)
    (second time-second set-time-second!))

  (define (time-of type nanoseconds)
    (make-time type (mod nanoseconds 1000000000) (div nanoseconds 1000000000)))

  (define (current-time/utc)
    (time-of 'time-utc (* 1000000 (current-time-millis))))

  (define (current-time/monotonic)
    (time-of 'time-monotonic (current-jiffy)))

  (define (current-time/process)
    (time-of 'time-process (%cpu-nanoseconds)))

  (define (set-current-time/utc time ticks)
    (raise
      (condition
        (make-implementation-restriction-violation)
        (make-who-condition 'set-current-time/utc)
        (make-message-condition "is not implemented: the clock belongs to the operating system")
        (make-irritants-condition (list time ticks)))))

  (define (current-time) (current-time/utc))
  (define (cumulative-process-time) (current-time/process))

  ;; In nanoseconds. The clock of the day counts milliseconds.
  (define (time-resolution time)
    (if (eq? (time-type time) 'time-utc) 1000000 1)))
