;; Records: made, read and changed.
(import (rnrs))

(define-record-type account
  (fields owner (mutable balance)))

(define (pay! from to amount)
  (account-balance-set! from (- (account-balance from) amount))
  (account-balance-set! to (+ (account-balance to) amount)))

(define (run)
  (let ((a (make-account 'a 100000)))
    (let loop ((i 0) (b (make-account 'b 0)))
      (if (= i 100000)
          (account-balance b)
          (begin
            (pay! a b 1)
            (loop (+ i 1) (make-account 'b (account-balance b))))))))
