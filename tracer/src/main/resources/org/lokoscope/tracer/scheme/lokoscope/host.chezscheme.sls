;; What Chez Scheme has and R6RS has not.
(library (lokoscope host)
  (export int-and int-or int-xor int-shift-right int-shift-left u32-ref u32-set!
          monotonic-nanoseconds wall-nanoseconds process-id host-name random-bits64)
  (import (chezscheme))

  (define-syntax int-and (identifier-syntax logand))
  (define-syntax int-or (identifier-syntax logor))
  (define-syntax int-xor (identifier-syntax logxor))
  (define-syntax int-shift-right (syntax-rules () ((_ n bits) (ash n (- bits)))))
  (define-syntax int-shift-left (syntax-rules () ((_ n bits) (ash n bits))))

  (define (u32-ref bytes at) (bytevector-u32-ref bytes at (endianness little)))
  (define (u32-set! bytes at n) (bytevector-u32-set! bytes at n (endianness little)))

  (define (nanoseconds time) (+ (* 1000000000 (time-second time)) (time-nanosecond time)))

  (define (monotonic-nanoseconds) (nanoseconds (current-time 'time-monotonic)))

  (define (wall-nanoseconds) (nanoseconds (current-time 'time-utc)))

  (define (process-id) (get-process-id))

  (define (host-name)
    (let ((file "/proc/sys/kernel/hostname"))
      (if (file-exists? file)
          (call-with-input-file file get-line)
          "")))

  (define (random-bits64)
    (if (file-exists? "/dev/urandom")
        (let* ((port (open-file-input-port "/dev/urandom"))
               (bits (bytevector-s64-ref (get-bytevector-n port 8) 0 (endianness little))))
          (close-port port)
          bits)
        (- (random (expt 2 64)) (expt 2 63)))))
