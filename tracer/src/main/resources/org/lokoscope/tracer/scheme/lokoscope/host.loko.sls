;; What Loko Scheme has and R6RS has not.
(library (lokoscope host)
  (export int-and int-or int-xor int-shift-right int-shift-left u32-ref u32-set!
          monotonic-nanoseconds wall-nanoseconds process-id host-name random-bits64)
  (import (rnrs base)
          (rnrs arithmetic bitwise)
          (rnrs bytevectors)
          (rnrs io ports)
          (rnrs files)
          (srfi :19 time))

  (define-syntax int-and (syntax-rules () ((_ a b) (bitwise-and a b))))
  (define-syntax int-or (syntax-rules () ((_ a b) (bitwise-ior a b))))
  (define-syntax int-xor (syntax-rules () ((_ a b) (bitwise-xor a b))))
  (define-syntax int-shift-right
    (syntax-rules () ((_ n bits) (bitwise-arithmetic-shift-right n bits))))
  (define-syntax int-shift-left
    (syntax-rules () ((_ n bits) (bitwise-arithmetic-shift-left n bits))))

  (define (u32-ref bytes at) (bytevector-u32-ref bytes at (endianness little)))
  (define (u32-set! bytes at n) (bytevector-u32-set! bytes at n (endianness little)))

  (define (nanoseconds time) (+ (* 1000000000 (time-second time)) (time-nanosecond time)))

  (define (monotonic-nanoseconds) (nanoseconds (current-time time-monotonic)))

  (define (wall-nanoseconds) (nanoseconds (current-time time-utc)))

  ;; What Linux says of who reads it.
  (define (first-word file)
    (if (file-exists? file)
        (let ((line (call-with-input-file file get-line)))
          (let loop ((i 0))
            (if (or (= i (string-length line)) (char=? (string-ref line i) #\space))
                (substring line 0 i)
                (loop (+ i 1)))))
        ""))

  (define (process-id) (or (string->number (first-word "/proc/self/stat")) 0))

  (define (host-name) (first-word "/proc/sys/kernel/hostname"))

  (define (random-bits64)
    (let* ((port (open-file-input-port "/dev/urandom"))
           (bits (bytevector-s64-ref (get-bytevector-n port 8) 0 (endianness little))))
      (close-port port)
      bits)))
