(define-module (guile counter)
  #:use-module (ice-9 match)
  #:export (make-counter (count . how-many) counted))

(define counted '())

(define (make-counter)
  (let ((n 0))
    (match-lambda*
      (() (set! n (1+ n)) n)
      (('add k) (set! n (+ n k)) n))))

(define (count list) (length list))

(define-public step 3)

(define-syntax-rule (define-shown name value)
  (begin
    (define name value)
    (export name)))

(define-shown shown 'shown)

(define hidden 'hidden)
