;; A lost wake-up: the consumer looks whether something is there, and only then says that it waits.
;; If the producer comes between the two, nobody wakes the consumer.
(import (rnrs) (loko system fibers))

(define item #f)
(define waiter #f)
(define done (make-channel))

(define (store! value)
  (set! item value)
  (when waiter
    (signal-cvar! waiter)))

(define (announce! cvar)
  (set! waiter cvar)
  cvar)

(define (take)
  (unless item
    (wait (announce! (make-cvar))))
  item)

(spawn-fiber (lambda () (put-message done (take))))
(spawn-fiber (lambda () (store! 'something)))
(display (get-message done))
(newline)
