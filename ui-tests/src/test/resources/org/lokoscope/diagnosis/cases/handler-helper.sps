;; expect winder-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (try thunk)
  (call/cc (lambda (k)
    (with-exception-handler (lambda (e) (k e)) thunk))))
(define (worker)
  (try (lambda () ;LEAK
    (get-message in)
    (worker))))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
