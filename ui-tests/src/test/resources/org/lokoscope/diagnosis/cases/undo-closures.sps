;; expect retained-continuations
(import (rnrs) (loko system fibers))
(define steps (make-channel))
(define undo '())
(define (act i)
  (call/cc
    (lambda (k) ;LEAK
      (set! undo (cons (lambda () (k i)) undo)))))
(define (editor i)
  (get-message steps)
  (act i)
  (editor (+ i 1)))
(spawn-fiber (lambda () (editor 0)))
(do ((i 0 (+ i 1))) ((= i 700)) (put-message steps i))
(display (length undo)) (newline)
