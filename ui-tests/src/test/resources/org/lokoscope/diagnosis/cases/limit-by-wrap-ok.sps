;; expect steady
;; expect with --faithful-leaks: steady
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (serve)
  (perform-operation (get-operation in))
  (serve))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
