;; What is not done in time raises a condition, and leaves nothing behind.
(import (rnrs) (loko system fibers) (lokoscope timeouts) (lokoscope net))

(define channel (make-channel))

(define (attempt operation seconds)
  (guard (c ((timeout-error? c)
             (list 'late (timeout-error-seconds c) (condition-message c) (error? c))))
    (call-with-values
      (lambda () (perform-operation/timeout operation seconds))
      list)))

(define (show x) (write x) (newline))

;; Nobody sends.
(show (attempt (get-operation channel) 0.01))

;; Somebody sends in time; wraps keep their values.
(spawn-fiber (lambda () (put-message channel 'hello)))
(show (attempt (wrap-operation (get-operation channel) (lambda (x) (values x 2 3))) 100))
(show (attempt (wrap-operation (sleep-operation 0) (lambda _ #f)) 100))

;; The arm that lost does not take the next message.
(show (attempt (get-operation channel) 0.01))
(spawn-fiber (lambda () (put-message channel 'late)))
(show (get-message channel))

;; A socket on which nobody comes, and one that says nothing.
(define listener (tcp-listen "127.0.0.1" 0))
(show (attempt (tcp-accept-operation listener) 0.01))
(define client (tcp-connect "127.0.0.1" (tcp-listener-port listener)))
(define server (car (attempt (tcp-accept-operation listener) 100)))
(show (car (attempt (readable-operation server) 0.01)))
(put-bytevector (connection-output-port client) #vu8(7))
(attempt (readable-operation server) 100)
(show (get-u8 (connection-input-port server)))
