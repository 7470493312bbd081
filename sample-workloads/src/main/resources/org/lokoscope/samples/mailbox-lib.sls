;; The processes of mailbox-leak.sps and mailbox-fixed.sps.
(library (mailbox-lib)
  (export logger)
  (import (rnrs)
          (loko system fibers)
          (lokoscope processes))

  ;; Takes a moment for each line, and tells its sender if it wants to know.
  (define (logger)
    (let ((message (receive-message)))
      (sleep 1/2000)
      (when (pair? message)
        (send-message (car message) 'written))
      (logger))))
