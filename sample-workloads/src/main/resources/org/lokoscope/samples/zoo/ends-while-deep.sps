;; expect steady
;; ends while a recursion is 90 deep
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (down n) (get-message in) (if (zero? n) 0 (+ 1 (down (- n 1)))))
(define (worker) (down 100) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1100)) (put-message in i))
(display "done") (newline)
