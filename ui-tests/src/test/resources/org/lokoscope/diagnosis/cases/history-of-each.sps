;; expect retained-continuations
(import (rnrs) (loko system fibers))
(define chans '())
(define (session ch past)
  (let* ((m (get-message ch))
         (k (call/cc (lambda (k) k)))) ;LEAK
    (session ch (if (procedure? k) (cons k past) past))))
(do ((i 0 (+ i 1))) ((= i 20))
  (let ((ch (make-channel)))
    (set! chans (cons ch chans))
    (spawn-fiber (lambda () (session ch '())))))
(do ((i 0 (+ i 1))) ((= i 40)) (for-each (lambda (c) (put-message c i)) chans))
(display "done") (newline)
