;; expect continuation-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (let ((m (get-message in)))
    (call-with-values (lambda () (worker)) (lambda (a b) (list a b m)))))  ;LEAK
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
