;; expect steady
;; a generator by two continuations, each dropped when the next is made
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define return #f)
(define resume #f)
(define (yield value)
  (call/cc (lambda (k) (set! resume k) (return value))))
(define (produce) (yield (get-message in)) (produce))
(define (next)
  (call/cc
   (lambda (k)
     (set! return k)
     (if resume (resume #f) (produce)))))
(define (worker) (next) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1500)) (put-message in i))
(display "done") (newline)
