;; expect steady
;; a mailbox that fills with 50 messages and empties again
(import (rnrs) (loko system fibers) (lokoscope mailboxes))
(define box (make-mailbox))
(define (receiver) (mailbox-receive box) (receiver))
(spawn-fiber receiver)
(do ((i 0 (+ i 1))) ((= i 3000))
  (mailbox-send! box i)
  (when (zero? (mod i 50)) (yield-current-task)))
(display "done") (newline)
