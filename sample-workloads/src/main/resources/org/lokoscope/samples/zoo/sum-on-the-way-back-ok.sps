;; expect steady
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (let loop ((sum 0))
    (loop (+ sum (get-message in)))))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
