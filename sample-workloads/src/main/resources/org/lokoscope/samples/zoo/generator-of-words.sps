;; expect continuation-growth
;; a generator emulated with call/cc calls its consumer and never returns
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (each-word consume)
  (consume (get-message in))
  (each-word consume) ;LEAK
  'no-more)
(define (worker) (each-word (lambda (word) word)))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
