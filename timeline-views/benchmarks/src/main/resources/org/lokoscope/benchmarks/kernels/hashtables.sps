;; Hash tables with numbers and with strings as keys.
(import (rnrs))

(define keys
  (let loop ((i 0) (keys '()))
    (if (= i 1000)
        keys
        (loop (+ i 1) (cons (number->string i) keys)))))

(define (tally)
  (let ((by-number (make-eqv-hashtable))
        (by-text (make-hashtable string-hash string=?)))
    (do ((i 0 (+ i 1)))
        ((= i 10000))
      (hashtable-update! by-number (mod i 100) (lambda (n) (+ n 1)) 0))
    (for-each (lambda (key) (hashtable-set! by-text key #t)) keys)
    (let loop ((i 0) (sum 0))
      (if (= i 100)
          (if (for-all (lambda (key) (hashtable-contains? by-text key)) keys) sum 0)
          (loop (+ i 1) (+ sum (hashtable-ref by-number i 0)))))))

(define (run) (tally))
