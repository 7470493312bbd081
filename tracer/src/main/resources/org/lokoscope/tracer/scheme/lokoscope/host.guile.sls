;; What Guile has and R6RS has not.
(library (lokoscope host)
  (export int-and int-or int-xor int-shift-right int-shift-left u32-ref u32-set!
          monotonic-nanoseconds wall-nanoseconds process-id host-name random-bits64)
  (import (guile)
          (system foreign)
          (rnrs bytevectors))

  (define-syntax-rule (int-and a b) (logand a b))
  (define-syntax-rule (int-or a b) (logior a b))
  (define-syntax-rule (int-xor a b) (logxor a b))
  (define-syntax-rule (int-shift-right n bits) (ash n (- bits)))
  (define-syntax-rule (int-shift-left n bits) (ash n bits))

  (define-syntax-rule (u32-ref bytes at) (bytevector-u32-native-ref bytes at))
  (define-syntax-rule (u32-set! bytes at n) (bytevector-u32-native-set! bytes at n))

  ;; Guile's clock counts from its start; the system's monotonic clock says since when.
  (define unit (quotient 1000000000 internal-time-units-per-second))

  (define (system-monotonic)
    (let* ((seconds-and-nanoseconds (make-bytevector 16 0))
           (clock-gettime (pointer->procedure int (dynamic-func "clock_gettime" (dynamic-link))
                                              (list int '*))))
      (clock-gettime 1 (bytevector->pointer seconds-and-nanoseconds))
      (+ (* 1000000000 (bytevector-s64-native-ref seconds-and-nanoseconds 0))
         (bytevector-s64-native-ref seconds-and-nanoseconds 8))))

  (define (wall-nanoseconds)
    (let ((now (gettimeofday)))
      (+ (* 1000000000 (car now)) (* 1000 (cdr now)))))

  ;; Where that cannot be asked, the wall clock tells several processes' times apart.
  (define began
    (- (or (false-if-exception (system-monotonic)) (wall-nanoseconds))
       (* unit (get-internal-real-time))))

  (define (monotonic-nanoseconds) (+ began (* unit (get-internal-real-time))))

  (define (process-id) (getpid))

  (define (host-name) (gethostname))

  (define (random-bits64)
    (if (file-exists? "/dev/urandom")
        (call-with-input-file "/dev/urandom"
          (lambda (port)
            (let loop ((n 8) (bits 0))
              (if (zero? n)
                  (- bits (expt 2 63))
                  (loop (- n 1) (+ (* 256 bits) (char->integer (read-char port)))))))
          #:binary #t)
        (- (random (expt 2 64) (random-state-from-platform)) (expt 2 63)))))
