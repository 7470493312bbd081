;;; (system base target): the machine that code is for.

(library (system base target)
  (export target-type target-cpu target-vendor target-os target-endianness target-word-size
          target-max-size-t target-max-vector-length target-most-negative-fixnum
          target-most-positive-fixnum target-fixnum? with-target with-native-target)
  (import (guile) (only (lokoscope private builtins) native-endianness))

  (define (target-type) %host-type)
  (define (part n) (list-ref (string-split %host-type #\-) n))
  (define (target-cpu) (part 0))
  (define (target-vendor) (part 1))
  (define (target-os) (string-join (list-tail (string-split %host-type #\-) 2) "-"))
  (define (target-endianness) (native-endianness))
  (define (target-word-size) 8)
  (define (target-max-size-t) (- (expt 2 64) 1))
  (define (target-max-vector-length) (- (expt 2 31) 17))
  (define (target-most-negative-fixnum) most-negative-fixnum)
  (define (target-most-positive-fixnum) most-positive-fixnum)
  (define (target-fixnum? x)
    (and (exact-integer? x) (<= most-negative-fixnum x most-positive-fixnum)))
  (define (with-target target thunk) (thunk))
  (define (with-native-target thunk) (thunk)))
