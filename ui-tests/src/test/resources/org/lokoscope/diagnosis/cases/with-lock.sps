;; expect winder-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define locked #f)
(define (with-lock thunk)
  (dynamic-wind ;LEAK
    (lambda () (set! locked #t))
    thunk
    (lambda () (set! locked #f))))
(define (worker)
  (with-lock (lambda () ;LEAK
    (get-message in)
    (worker))))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
