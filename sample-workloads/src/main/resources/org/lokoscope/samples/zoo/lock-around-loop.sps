;; expect winder-growth
;; holds a lock by dynamic-wind while it goes on to the next message
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define locked #f)
(define (worker)
  (dynamic-wind ;LEAK
    (lambda () (set! locked #t))
    (lambda () (get-message in) (worker))
    (lambda () (set! locked #f))))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
