;;; (srfi srfi-4 gnu): more on vectors of numbers.

(library (srfi srfi-4 gnu)
  (export
    any->u8vector u8vector-copy u8vector-copy! any->s8vector s8vector-copy s8vector-copy!
    any->u16vector u16vector-copy u16vector-copy! any->s16vector s16vector-copy s16vector-copy!
    any->u32vector u32vector-copy u32vector-copy! any->s32vector s32vector-copy s32vector-copy!
    any->u64vector u64vector-copy u64vector-copy! any->s64vector s64vector-copy s64vector-copy!
    any->f32vector f32vector-copy f32vector-copy! any->f64vector f64vector-copy f64vector-copy!
    make-srfi-4-vector srfi-4-vector-type-size)
  (import (srfi :4) (guile))

  (define (elements x)
    (cond
      ((list? x) x)
      ((vector? x) (vector->list x))
      (else (array->list x))))

  ;; The items between two places; the range may end early.
  (define (part items range)
    (let* ((start (if (pair? range) (car range) 0))
           (end (if (and (pair? range) (pair? (cdr range))) (cadr range) (length items))))
      (list-head (list-tail items start) (- end start))))

  (define (put! set! to at items)
    (let loop ((i at) (items items))
      (unless (null? items)
        (set! to i (car items))
        (loop (+ i 1) (cdr items)))))

  (define* (make-srfi-4-vector type size #:optional (fill 0))
    (make-typed-array type fill size))

  (define (srfi-4-vector-type-size vector)
    (case (array-type vector)
      ((u8 vu8 s8) 1)
      ((u16 s16) 2)
      ((u32 s32 f32) 4)
      (else 8)))

  (define (any->u8vector x) (list->u8vector (elements x)))
  (define (u8vector-copy vector . range) (list->u8vector (part (u8vector->list vector) range)))
  (define (u8vector-copy! to at from . range)
    (put! u8vector-set! to at (part (u8vector->list from) range)))

  (define (any->s8vector x) (list->s8vector (elements x)))
  (define (s8vector-copy vector . range) (list->s8vector (part (s8vector->list vector) range)))
  (define (s8vector-copy! to at from . range)
    (put! s8vector-set! to at (part (s8vector->list from) range)))

  (define (any->u16vector x) (list->u16vector (elements x)))
  (define (u16vector-copy vector . range) (list->u16vector (part (u16vector->list vector) range)))
  (define (u16vector-copy! to at from . range)
    (put! u16vector-set! to at (part (u16vector->list from) range)))

  (define (any->s16vector x) (list->s16vector (elements x)))
  (define (s16vector-copy vector . range) (list->s16vector (part (s16vector->list vector) range)))
  (define (s16vector-copy! to at from . range)
    (put! s16vector-set! to at (part (s16vector->list from) range)))

  (define (any->u32vector x) (list->u32vector (elements x)))
  (define (u32vector-copy vector . range) (list->u32vector (part (u32vector->list vector) range)))
  (define (u32vector-copy! to at from . range)
    (put! u32vector-set! to at (part (u32vector->list from) range)))

  (define (any->s32vector x) (list->s32vector (elements x)))
  (define (s32vector-copy vector . range) (list->s32vector (part (s32vector->list vector) range)))
  (define (s32vector-copy! to at from . range)
    (put! s32vector-set! to at (part (s32vector->list from) range)))

  (define (any->u64vector x) (list->u64vector (elements x)))
  (define (u64vector-copy vector . range) (list->u64vector (part (u64vector->list vector) range)))
  (define (u64vector-copy! to at from . range)
    (put! u64vector-set! to at (part (u64vector->list from) range)))

  (define (any->s64vector x) (list->s64vector (elements x)))
  (define (s64vector-copy vector . range) (list->s64vector (part (s64vector->list vector) range)))
  (define (s64vector-copy! to at from . range)
    (put! s64vector-set! to at (part (s64vector->list from) range)))

  (define (any->f32vector x) (list->f32vector (elements x)))
  (define (f32vector-copy vector . range) (list->f32vector (part (f32vector->list vector) range)))
  (define (f32vector-copy! to at from . range)
    (put! f32vector-set! to at (part (f32vector->list from) range)))

  (define (any->f64vector x) (list->f64vector (elements x)))
  (define (f64vector-copy vector . range) (list->f64vector (part (f64vector->list vector) range)))
  (define (f64vector-copy! to at from . range)
    (put! f64vector-set! to at (part (f64vector->list from) range))))
