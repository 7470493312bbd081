;; expect continuation-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (get-message in)
  (guard (e (#t 'x)) ;LEAK
    (worker)))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 100)) (spawn-fiber worker))
(do ((i 0 (+ i 1))) ((= i 4000)) (put-message in i))
(display "done") (newline)
