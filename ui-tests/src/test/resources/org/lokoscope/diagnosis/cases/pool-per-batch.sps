;; expect blocked-forever
(import (rnrs) (loko system fibers))
(define (run-batch jobs)
  (let ((todo (make-channel)) (results (make-channel)))
    (do ((w 0 (+ w 1))) ((= w 4))
      (spawn-fiber
        (lambda ()
          (let loop ()
            (let ((job (get-message todo))) ;LEAK
              (put-message results (* job job))
              (loop))))))
    (spawn-fiber (lambda () (for-each (lambda (j) (put-message todo j)) jobs)))
    (let collect ((n (length jobs)) (sum 0))
      (if (zero? n) sum (collect (- n 1) (+ sum (get-message results)))))))
(do ((i 0 (+ i 1)) (s 0 (+ s (run-batch '(1 2 3 4 5 6))))) ((= i 100) (display s) (newline)))
