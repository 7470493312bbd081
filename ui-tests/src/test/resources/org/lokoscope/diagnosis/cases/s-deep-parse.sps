;; expect steady
;; each message goes three thousand levels down and comes back
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (parse d) (if (zero? d) (get-message in) (+ 1 (parse (- d 1)))))
(define (serve) (parse 3000) (serve))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 300)) (put-message in i))
(display "done") (newline)
