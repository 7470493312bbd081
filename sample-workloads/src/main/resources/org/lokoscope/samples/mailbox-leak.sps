;; Lines come faster than the logger can write them: they pile up in its mailbox.
(import (rnrs)
        (loko system fibers)
        (lokoscope processes))

(define writer (spawn-process '(mailbox-lib) 'logger))

(do ((i 0 (+ i 1))) ((= i 2000))
  (send-message writer (number->string i)) ; <- leak
  (sleep 1/10000))

(display "done: 2000 lines sent")
(newline)
