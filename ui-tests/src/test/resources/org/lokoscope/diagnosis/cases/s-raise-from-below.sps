;; expect steady
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (down d) (get-message in) (if (zero? d) (raise 'bottom) (+ 1 (down (- d 1)))))
(define (worker) (guard (e (#t #t)) (down 200)) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 4000)) (put-message in i))
(display "done") (newline)
