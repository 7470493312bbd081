;; expect mailbox-growth
;; answers each message with two to itself
(import (rnrs) (loko system fibers) (lokoscope mailboxes))
(define box (make-mailbox))
(define (receiver)
  (mailbox-receive box) (yield-current-task)
  (receiver))
(spawn-fiber receiver)
(do ((i 0 (+ i 1))) ((= i 1200))
  (mailbox-send! box i) ;LEAK
  (mailbox-send! box i) ;LEAK
  (yield-current-task))
(display "done") (newline)
