;; expect mailbox-growth
;; sends lines to a slow logger without waiting
(import (rnrs) (loko system fibers) (lokoscope mailboxes))
(define box (make-mailbox))
(define (receiver)
  (mailbox-receive box) (sleep 0.002)
  (receiver))
(spawn-fiber receiver)
(do ((i 0 (+ i 1))) ((= i 1500))
  (mailbox-send! box i) ;LEAK
  (yield-current-task))
(display "done") (newline)
