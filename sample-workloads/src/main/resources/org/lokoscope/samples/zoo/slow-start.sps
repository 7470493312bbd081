;; expect steady
;; nests forty layers at the start and then stays on top of them
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (serve) (get-message in) (serve))
(define (start n) (get-message in) (if (zero? n) (serve) (guard (e (#t #f)) (start (- n 1)))))
(define (worker) (start 40))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 3000)) (put-message in i))
(display "done") (newline)
