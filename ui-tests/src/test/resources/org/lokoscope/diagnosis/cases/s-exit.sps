;; expect steady
(import (rnrs) (loko system fibers))
(define (main)
  (let ((in (make-channel)) (out (make-channel)))
    (spawn-fiber (lambda () (let loop ((n 0)) (put-message out (+ 1 (get-message in))) (loop (+ n 1)))))
    (do ((i 0 (+ i 1))) ((= i 2000)) (put-message in i) (get-message out))
    (exit 0)))
(main)
