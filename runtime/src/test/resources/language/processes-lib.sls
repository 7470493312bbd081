;; What the processes of processes.sps do.
(library (processes-lib)
  (export echo bump! counter)
  (import (rnrs) (lokoscope processes))

  (define count 0)

  (define (bump!) (set! count (+ count 1)))

  (define (counter) count)

  ;; Answers each message (sender text); the text `counter` asks for this process's own counter.
  (define (echo)
    (let ((message (receive-message)))
      (send-message (car message)
                    (if (eq? (cadr message) 'counter)
                        (list 'counter (counter))
                        (list 'echo (cadr message))))
      (echo))))
