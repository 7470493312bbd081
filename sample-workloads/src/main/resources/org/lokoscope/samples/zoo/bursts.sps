;; expect steady
;; idles, then takes 40 jobs at once inside of each other, and returns
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (burst n) (if (zero? n) 0 (guard (e (#t 0)) (get-message in) (+ 1 (burst (- n 1))))))
(define (worker) (burst 40) (get-message in) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 3000)) (put-message in i))
(display "done") (newline)
