;; expect steady
;; a recursion 300 deep that comes back, again and again
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (down n) (get-message in) (if (zero? n) 0 (+ 1 (down (- n 1)))))
(define (worker) (down 300) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 4000)) (put-message in i))
(display "done") (newline)
