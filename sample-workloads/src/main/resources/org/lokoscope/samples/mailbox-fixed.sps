;; The lines of mailbox-leak.sps; after each the sender waits until it is written.
(import (rnrs)
        (loko system fibers)
        (lokoscope processes))

(define writer (spawn-process '(mailbox-lib) 'logger))

(do ((i 0 (+ i 1))) ((= i 500))
  (send-message writer (list (self-pid) (number->string i)))
  (receive-message))

(display "done: 500 lines written")
(newline)
