;; expect retained-continuations
;; can undo every step since the start
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (step past)
  (get-message in)
  (call/cc
   (lambda (k) ;LEAK
     (cons k past))))
(define (worker)
  (let loop ((past '()))
    (loop (step past))))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 700)) (put-message in i))
(display "done") (newline)
