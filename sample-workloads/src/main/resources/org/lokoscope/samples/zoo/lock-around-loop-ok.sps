;; expect steady
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define locked #f)
(define (worker)
  (dynamic-wind
    (lambda () (set! locked #t))
    (lambda () (get-message in))
    (lambda () (set! locked #f)))
  (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
