;; expect steady
;; guards each message and loops outside
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (guard (e (#t 'odd)) (when (odd? (get-message in)) (raise 'odd)))
  (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 2000)) (put-message in i))
(display "done") (newline)
