;; expect continuation-growth
;; adds up on the way back from a loop that never comes back
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (let ((m (get-message in)))
    (+ m (worker)))) ;LEAK
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
