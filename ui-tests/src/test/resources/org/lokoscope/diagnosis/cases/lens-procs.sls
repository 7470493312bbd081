;; servers that run as processes of their own
(library (lens-procs)
  (export slow-logger late-server)
  (import (rnrs) (loko system fibers) (lokoscope processes))
  ;; takes a message at a time, and its time for each
  (define (slow-logger pause)
    (receive-message)
    (sleep pause)
    (slow-logger pause))
  ;; answers each message to who has sent it, until one says end
  (define (late-server pause)
    (let ((message (receive-message)))
      (unless (eq? message 'end)
        (sleep pause)
        (send-message (car message) 'done)
        (late-server pause)))))
