;; expect steady
;; expect with --faithful-leaks: uncancelled-timers
(import (rnrs) (loko system fibers))
(define jobs (make-channel))
(define-syntax in-time
  (syntax-rules ()
    ((_ seconds op) (perform-operation (choice-operation op (sleep-operation seconds))))))
(define (serve i)
  (when (< i 2000)
    (in-time 300 (get-operation jobs)) ;LEAK
    (serve (+ i 1))))
(spawn-fiber (lambda () (do ((i 0 (+ i 1))) ((= i 2000)) (put-message jobs i))))
(serve 0)
(display "done") (newline)
