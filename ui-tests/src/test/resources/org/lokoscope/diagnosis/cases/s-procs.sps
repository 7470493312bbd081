;; expect steady
(import (rnrs) (loko system fibers) (lokoscope processes))
(define server (spawn-process '(lens-procs) 'late-server 0))
(define (listen) (receive-message) (listen))
(do ((i 0 (+ i 1))) ((= i 500))
  (send-message server (list (self-pid) i))
  (receive-message))
(send-message server 'end)
(display "done")
