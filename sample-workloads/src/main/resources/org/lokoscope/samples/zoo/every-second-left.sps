;; expect mailbox-growth
;; receives only what matches and leaves the rest for ever
(import (rnrs) (loko system fibers) (lokoscope mailboxes))
(define box (make-mailbox))
(define (receiver)
  (receive-from box (('job n) n))
  (receiver))
(spawn-fiber receiver)
(do ((i 0 (+ i 1))) ((= i 1500))
  (mailbox-send! box (if (even? i) (list 'job i) (list 'note i))) ;LEAK
  (yield-current-task))
(display "done") (newline)
