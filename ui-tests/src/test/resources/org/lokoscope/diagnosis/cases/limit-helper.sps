;; expect steady
;; expect with --faithful-leaks: uncancelled-timers
(import (rnrs) (loko system fibers))
(define jobs (make-channel))
(define (limited op)
  (choice-operation op (sleep-operation 300))) ;LEAK
(define (serve i)
  (when (< i 2000)
    (perform-operation (limited (get-operation jobs)))
    (serve (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 2000)) (put-message jobs i))))
(serve 0)
(display "done") (newline)
