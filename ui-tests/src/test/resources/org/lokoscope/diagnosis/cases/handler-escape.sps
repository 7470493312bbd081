;; expect winder-growth
;; a handler is set around each message and all that follow it
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (serve)
  (with-exception-handler ;LEAK
    (lambda (e) 0)
    (lambda () (get-message in) (serve))))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
