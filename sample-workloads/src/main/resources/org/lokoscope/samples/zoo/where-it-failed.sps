;; expect retained-continuations
;; notes with each failure the continuation in which it happened
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define failures '())
(define (note-failure m)
  (call/cc (lambda (where) (set! failures (cons where failures))))) ;LEAK
(define (work depth m)
  (if (zero? depth)
      (begin (note-failure m) 0)
      (+ 1 (work (- depth 1) m))))
(define (worker) (work 20 (get-message in)) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 700)) (put-message in i))
(display "done") (newline)
