;; expect winder-growth
;; binds a parameter for each request and serves the next one inside
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define user (make-parameter "nobody"))
(define (worker)
  (parameterize ((user (get-message in))) ;LEAK
    (worker)))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
