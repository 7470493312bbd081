;; expect steady
;; a time limit for each message that is never reached
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (perform-operation (choice-operation (get-operation in) (sleep-operation 100)))
  (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 2000)) (put-message in i))
(display "done") (newline)
