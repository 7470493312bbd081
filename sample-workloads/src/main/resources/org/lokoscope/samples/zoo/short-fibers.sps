;; expect steady
;; a fiber for each job that ends with it
(import (rnrs) (loko system fibers))
(define out (make-channel))
(do ((i 0 (+ i 1))) ((= i 1500))
  (spawn-fiber (lambda () (put-message out i)))
  (get-message out))
(display "done") (newline)
