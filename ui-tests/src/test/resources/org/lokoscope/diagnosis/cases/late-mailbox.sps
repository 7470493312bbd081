;; expect mailbox-growth
(import (rnrs) (loko system fibers) (lokoscope mailboxes))

(define box (make-mailbox))
(define (rec n) (if (< n 500) (begin (mailbox-receive box) (rec (+ n 1))) (wait (make-cvar)))) ;LEAK
(spawn-fiber (lambda () (rec 0)))
(do ((i 0 (+ i 1))) ((= i 1500))
  (mailbox-send! box i) ;LEAK
  (yield-current-task))
