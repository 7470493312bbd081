(import (rnrs) (rnrs mutable-pairs) (only (rnrs r5rs) quotient remainder modulo)
        (only (guile) logand logior logxor lognot ash)
        (only (srfi :60) arithmetic-shift) (only (srfi :143) fxquotient fxremainder))

;; Each primitive of the table of intrinsics, done in place and called through apply, where the
;; compiler cannot see how many operands there are: both must answer, or raise, the same.

(define most (greatest-fixnum))
(define least (least-fixnum))

(define values-to-try
  (list 0 1 -7 most least (+ most 1) 1/2 -0.0 1.5 +inf.0 +nan.0 #\a #\B "abc" 'a '() '((1) 2)
        '(1 . 2) 5 62 63 64 -63 -64 256 #vu8() #vu8(1 200 3) (vector) (vector 1 2 3) #f car))


(define (outcome thunk)
  (guard (c ((condition? c)
             (list 'raised
                   (and (who-condition? c) (condition-who c))
                   (and (irritants-condition? c) (condition-irritants c))
                   (assertion-violation? c))))
    (thunk)))

;; Copies of what may be changed, so that each try starts from the same.
(define (fresh x)
  (cond ((pair? x) (cons (fresh (car x)) (fresh (cdr x))))
        ((vector? x) (vector-map fresh x))
        ((bytevector? x) (bytevector-copy x))
        (else x)))

(define (same? a b)
  (or (eqv? a b)
      (and (pair? a) (pair? b) (same? (car a) (car b)) (same? (cdr a) (cdr b)))
      (and (vector? a) (vector? b) (same? (vector->list a) (vector->list b)))
      (and (string? a) (string? b) (string=? a b))
      (and (bytevector? a) (bytevector? b) (bytevector=? a b))))

(define checked 0)

;; The result and the operands as they are afterwards.
(define (compare name in-place primitive . operands)
  (let* ((mine (map fresh operands))
         (other (map fresh operands))
         (got (cons (outcome (lambda () (apply in-place mine))) mine))
         (expected (cons (outcome (lambda () (apply primitive other))) other)))
    (set! checked (+ checked 1))
    (unless (same? got expected)
      (write (list name operands got 'instead-of expected))
      (newline))))

(define (try-all-1 name in-place primitive)
  (for-each (lambda (x) (compare name in-place primitive x)) values-to-try))

(define (try-all-2 name in-place primitive)
  (for-each
    (lambda (x)
      (for-each (lambda (y) (compare name in-place primitive x y)) values-to-try))
    values-to-try))

(define (try-all-3 name in-place primitive)
  (for-each
    (lambda (x)
      (for-each (lambda (y) (compare name in-place primitive x y 'new)) values-to-try))
    values-to-try))

;; As a value, and as the test of a conditional.
(define-syntax unary
  (syntax-rules ()
    ((_ name ...)
     (begin
       (begin
         (try-all-1 'name (lambda (x) (name x)) name)
         (try-all-1 'name (lambda (x) (if (name x) 'yes 'no))
                    (lambda (x) (if (apply name (list x)) 'yes 'no))))
       ...))))

(define-syntax binary
  (syntax-rules ()
    ((_ name ...)
     (begin
       (begin
         (try-all-2 'name (lambda (x y) (name x y)) name)
         (try-all-2 'name (lambda (x y) (if (name x y) 'yes 'no))
                    (lambda (x y) (if (apply name (list x y)) 'yes 'no))))
       ...))))

(unary zero? fxzero? car cdr caar cadr cdar cddr null? pair? not)
(unary bitwise-not lognot fxnot vector-length)
(binary fx* fxquotient fxremainder fxdiv fxmod div mod modulo)
(binary bitwise-and logand fxand bitwise-ior logior fxior bitwise-xor logxor fxxor)
(binary bitwise-arithmetic-shift arithmetic-shift ash fxarithmetic-shift)
(binary bitwise-arithmetic-shift-left fxarithmetic-shift-left)
(binary bitwise-arithmetic-shift-right fxarithmetic-shift-right)
(binary fx+ fx- fx<? fx<=? fx>? fx>=? fx=?)
(binary + - * < <= > >= = quotient remainder)
(binary set-car! set-cdr! vector-ref string-ref char=? char<?)
(binary bytevector-u8-ref)
(try-all-3 'vector-set! (lambda (x y z) (vector-set! x y z)) vector-set!)
(for-each
  (lambda (byte)
    (for-each
      (lambda (x)
        (for-each
          (lambda (y)
            (compare 'bytevector-u8-set! (lambda (x y z) (bytevector-u8-set! x y z))
                     bytevector-u8-set! x y byte))
          values-to-try))
      values-to-try))
  '(0 255 256 -1 new))
(binary eq?)

(write (let ((p (cons 1 2))) (list (car p) (cdr p) (eq? p (cons 1 2)))))
(newline)
(write checked)
(newline)
