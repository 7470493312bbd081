;; expect steady
;; a server whose channel only the main procedure knows
(import (rnrs) (loko system fibers))
(define (main)
  (let ((in (make-channel)) (out (make-channel)))
    (define (serve) (put-message out (+ 1 (get-message in))) (serve))
    (spawn-fiber serve)
    (do ((i 0 (+ i 1))) ((= i 1500)) (put-message in i) (get-message out))))
(main)
(display "done") (newline)
