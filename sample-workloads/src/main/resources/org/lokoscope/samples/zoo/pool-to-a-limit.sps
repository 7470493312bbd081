;; expect steady
;; a pool of fibers that grows to 160 and then stays
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (work) (get-message in) (work))
(do ((i 0 (+ i 1))) ((= i 4000))
  (when (< i 160) (spawn-fiber work))
  (when (>= i 1) (put-message in i)))
(display "done") (newline)
