;; expect steady
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (walk d) (if (zero? d) (begin (get-message in) 1) (+ (walk (- d 1)) (walk (- d 1)))))
(define (worker) (walk 6) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 3000)) (put-message in i))
(display "done") (newline)
