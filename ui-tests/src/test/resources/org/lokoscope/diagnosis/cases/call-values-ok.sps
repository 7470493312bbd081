;; expect steady
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (serve seen)
  (call-with-values
    (lambda () (values (get-message in) 1))
    (lambda (m one) (serve (+ seen m)))))
(spawn-fiber (lambda () (serve 0)))
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
