;;; SRFI 4: vectors of numbers of one kind. Those of octets are bytevectors.

(library (srfi :4)
  (export
    u8vector? make-u8vector u8vector u8vector-length u8vector-ref u8vector-set!
    u8vector->list list->u8vector
    s8vector? make-s8vector s8vector s8vector-length s8vector-ref s8vector-set!
    s8vector->list list->s8vector
    u16vector? make-u16vector u16vector u16vector-length u16vector-ref u16vector-set!
    u16vector->list list->u16vector
    s16vector? make-s16vector s16vector s16vector-length s16vector-ref s16vector-set!
    s16vector->list list->s16vector
    u32vector? make-u32vector u32vector u32vector-length u32vector-ref u32vector-set!
    u32vector->list list->u32vector
    s32vector? make-s32vector s32vector s32vector-length s32vector-ref s32vector-set!
    s32vector->list list->s32vector
    u64vector? make-u64vector u64vector u64vector-length u64vector-ref u64vector-set!
    u64vector->list list->u64vector
    s64vector? make-s64vector s64vector s64vector-length s64vector-ref s64vector-set!
    s64vector->list list->s64vector
    f32vector? make-f32vector f32vector f32vector-length f32vector-ref f32vector-set!
    f32vector->list list->f32vector
    f64vector? make-f64vector f64vector f64vector-length f64vector-ref f64vector-set!
    f64vector->list list->f64vector)
  (import (lokoscope private builtins))

  (define (u8vector? x) (bytevector? x))
  (define (make-u8vector size . fill) (apply make-bytevector size (if (null? fill) '(0) fill)))
  (define (u8vector . items) (u8-list->bytevector items))
  (define (u8vector-length vector) (bytevector-length vector))
  (define (u8vector-ref vector i) (bytevector-u8-ref vector i))
  (define (u8vector-set! vector i value) (bytevector-u8-set! vector i value))
  (define (u8vector->list vector) (bytevector->u8-list vector))
  (define (list->u8vector items) (u8-list->bytevector items))

  ;; The seven procedures of one kind, but for the predicate.
  (define (of kind)
    (define (check vector)
      (unless (%number-vector? vector kind)
        (assertion-violation #f (string-append "expected a vector of " (symbol->string kind)) vector))
      vector)
    (define (make size . fill)
      (let ((made (%make-number-vector kind size)))
        (unless (null? fill) (array-fill! made (car fill)))
        made))
    (define (from-list items)
      (let ((made (%make-number-vector kind (length items))))
        (let loop ((i 0) (items items))
          (if (null? items)
              made
              (begin
                (array-set! made (car items) i)
                (loop (+ i 1) (cdr items)))))))
    (values
      (lambda (x) (%number-vector? x kind))
      make
      (lambda items (from-list items))
      (lambda (vector) (%array-count (check vector)))
      (lambda (vector i) (array-ref (check vector) i))
      (lambda (vector i value) (array-set! (check vector) value i))
      (lambda (vector) (array->list (check vector)))
      from-list))

  (define-values (s8vector? make-s8vector s8vector s8vector-length s8vector-ref
                  s8vector-set! s8vector->list list->s8vector)
    (of 's8))

  (define-values (u16vector? make-u16vector u16vector u16vector-length u16vector-ref
                  u16vector-set! u16vector->list list->u16vector)
    (of 'u16))

  (define-values (s16vector? make-s16vector s16vector s16vector-length s16vector-ref
                  s16vector-set! s16vector->list list->s16vector)
    (of 's16))

  (define-values (u32vector? make-u32vector u32vector u32vector-length u32vector-ref
                  u32vector-set! u32vector->list list->u32vector)
    (of 'u32))

  (define-values (s32vector? make-s32vector s32vector s32vector-length s32vector-ref
                  s32vector-set! s32vector->list list->s32vector)
    (of 's32))

  (define-values (u64vector? make-u64vector u64vector u64vector-length u64vector-ref
                  u64vector-set! u64vector->list list->u64vector)
    (of 'u64))

  (define-values (s64vector? make-s64vector s64vector s64vector-length s64vector-ref
                  s64vector-set! s64vector->list list->s64vector)
    (of 's64))

  (define-values (f32vector? make-f32vector f32vector f32vector-length f32vector-ref
                  f32vector-set! f32vector->list list->f32vector)
    (of 'f32))

  (define-values (f64vector? make-f64vector f64vector f64vector-length f64vector-ref
                  f64vector-set! f64vector->list list->f64vector)
    (of 'f64)))
