;; Records that the processes of processes-records.sps send each other.
(library (processes-records-lib)
  (export make-point point? point-x point-y point-x-set! make-pixel pixel? pixel-colour
          make-named named? named-name serve first-of local-record)
  (import (rnrs) (lokoscope processes))

  (define-record-type point (fields (mutable x) y))
  (define-record-type pixel (parent point) (fields colour))
  (define-record-type named (nongenerative named-5a1c) (fields name))

  (define (first-of pixel to)
    (send-message to (list (pixel? pixel) (point-x pixel))))

  (define (local-record)
    (define-record-type inner (fields a))
    (make-inner 1))

  ;; Answers what it makes of a record that comes, and the record, its x being one more.
  (define (serve)
    (let* ((message (receive-message)) (to (car message)) (thing (cdr message)))
      (send-message to
        (cond
          ((pixel? thing) (list 'pixel (point-x thing) (pixel-colour thing)))
          ((point? thing) (point-x-set! thing (+ 1 (point-x thing))) thing)
          ((named? thing) (named-name thing))
          ((condition? thing) (list (error? thing) (condition-message thing)))
          ((hashtable? thing)
           (list (hashtable-ref thing 'a #f) (hashtable-ref thing 'b #f) (hashtable-size thing)))
          (else thing)))
      (serve))))
