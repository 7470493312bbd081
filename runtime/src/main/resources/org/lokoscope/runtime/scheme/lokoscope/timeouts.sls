;;; Limits of time for whatever can be waited for: an operation that is not done in time raises a
;;; condition. A loser leaves nothing behind: its offer is withdrawn, its timer cancelled.

(library (lokoscope timeouts)
  (export perform-operation/timeout
          make-timeout-error timeout-error? timeout-error-seconds)
  (import (rnrs) (loko system fibers))

  ;; A child of &error with one field, seconds: the limit that has passed.
  (define timeout-type
    (make-record-type-descriptor
      '&timeout (record-type-descriptor &error) 'lokoscope-timeout #f #f
      '#((immutable seconds))))

  (define make-timeout-error
    (record-constructor (make-record-constructor-descriptor timeout-type #f #f)))

  (define timeout-error? (condition-predicate timeout-type))

  (define timeout-error-seconds
    (condition-accessor timeout-type (record-accessor timeout-type 0)))

  (define (complain seconds)
    (raise
      (condition
        (make-timeout-error seconds)
        (make-who-condition 'perform-operation/timeout)
        (make-message-condition "not done in time")
        (make-irritants-condition (list seconds)))))

  ;; The values of the operation; raises a timeout error after so many seconds. What is raised, or what
  ;; wraps do, happens when the choice is made.
  (define (perform-operation/timeout operation seconds)
    (let ((limited
            (choice-operation
              (wrap-operation operation (lambda results (apply values #f results)))
              (wrap-operation (sleep-operation seconds) (lambda _ #t)))))
      (call-with-values
        (lambda () (perform-operation limited))
        (lambda (late? . results)
          (if late?
              (complain seconds)
              (apply values results)))))))
