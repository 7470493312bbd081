;; expect steady
(import (rnrs) (loko system fibers))
(define (main)
  (let ((in (make-channel)) (out (make-channel)))
    (do ((w 0 (+ w 1))) ((= w 300))
      (spawn-fiber (lambda () (let loop () (put-message out (+ 1 (get-message in))) (loop)))))
    (do ((i 0 (+ i 1))) ((= i 3000)) (put-message in i) (get-message out))
    (display "done") (newline)))
(main)
