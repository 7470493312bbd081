;; What both processes of processes.sps can do, and what the helper process runs.
(library (processes-lib)
  (export count-primes helper)
  (import (rnrs)
          (lokoscope processes))

  (define (prime? n)
    (and (> n 1)
         (let loop ((d 2))
           (cond ((> (* d d) n) #t)
                 ((zero? (mod n d)) #f)
                 (else (loop (+ d 1)))))))

  ;; How many of the numbers from start to start + size - 1 are prime.
  (define (count-primes start size)
    (let ((end (+ start size)))
      (do ((n start (+ n 1))
           (count 0 (if (prime? n) (+ count 1) count)))
          ((= n end) count))))

  ;; Answers messages (sender start) until it gets `stop`.
  (define (helper size)
    (let ((message (receive-message)))
      (unless (eq? message 'stop)
        (send-message (car message) (count-primes (cadr message) size))
        (helper size)))))
