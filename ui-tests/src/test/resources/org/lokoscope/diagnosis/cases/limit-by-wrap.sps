;; expect steady
;; expect with --faithful-leaks: uncancelled-timers
;; a procedure makes the time limit, the loop chooses: the one arms, the other goes round
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (limit s) (wrap-operation (sleep-operation s) (lambda (x) 'late)))
(define (serve)
  (perform-operation (choice-operation (get-operation in) (limit 300))) ;LEAK
  (serve))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
