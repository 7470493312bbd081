;; expect continuation-growth, retained-continuations
;; delimited control emulated with call/cc: a loop in the tail of reset never leaves it (Kiselyov's argument)
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (leave value) value)
(define (reset thunk)
  (call/cc ;LEAK
   (lambda (k)
     (let ((outer leave))
       (set! leave (lambda (value) (set! leave outer) (k value)))
       (let ((value (thunk))) ;LEAK
         (leave value))))))
(define (worker)
  (reset (lambda () (get-message in) (worker)))) ;LEAK
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
