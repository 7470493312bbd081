;; expect continuation-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (guard (e (#t 'x)) ;LEAK
    (get-message in)
    (worker)))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 200)) (put-message in i))
(display "done") (newline)
