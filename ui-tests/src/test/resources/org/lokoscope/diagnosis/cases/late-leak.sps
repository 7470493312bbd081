;; expect continuation-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker) (go 0))
(define (go i)
  (get-message in)
  (if (< i 3600)
      (go (+ i 1))
      (guard (e (#t 'x)) ;LEAK
        (go (+ i 1)))))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 4000)) (put-message in i))
(display "done") (newline)
