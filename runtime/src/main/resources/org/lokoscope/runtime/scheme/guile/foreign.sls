;;; (system foreign): the sizes of types. No foreign function can be called.

(library (system foreign)
  (export sizeof alignof int8 uint8 int16 uint16 int32 uint32 int64 uint64 float double short
          unsigned-short int unsigned-int long unsigned-long size_t ssize_t ptrdiff_t intptr_t
          uintptr_t)
  (import (lokoscope private builtins))

  ;; A type is the symbol of its name; an asterisk is a pointer.
  (define (sizeof type)
    (case type
      ((int8 uint8) 1)
      ((int16 uint16 short unsigned-short) 2)
      ((int32 uint32 int unsigned-int float) 4)
      ((int64 uint64 double long unsigned-long size_t ssize_t ptrdiff_t intptr_t uintptr_t *) 8)
      (else
       (if (pair? type)
           (struct-size type)
           (assertion-violation 'sizeof "unknown type" type)))))

  (define (alignof type)
    (if (pair? type)
        (fold-left max 1 (map alignof type))
        (sizeof type)))

  (define (aligned offset to)
    (* to (div (+ offset to -1) to)))

  (define (struct-size types)
    (aligned
      (fold-left (lambda (offset type) (+ (aligned offset (alignof type)) (sizeof type))) 0 types)
      (alignof types)))

  (define int8 'int8)
  (define uint8 'uint8)
  (define int16 'int16)
  (define uint16 'uint16)
  (define int32 'int32)
  (define uint32 'uint32)
  (define int64 'int64)
  (define uint64 'uint64)
  (define float 'float)
  (define double 'double)
  (define short 'short)
  (define unsigned-short 'unsigned-short)
  (define int 'int)
  (define unsigned-int 'unsigned-int)
  (define long 'long)
  (define unsigned-long 'unsigned-long)
  (define size_t 'size_t)
  (define ssize_t 'ssize_t)
  (define ptrdiff_t 'ptrdiff_t)
  (define intptr_t 'intptr_t)
  (define uintptr_t 'uintptr_t))
