;; expect blocked-forever
(import (rnrs) (loko system fibers) (limits))
(do ((i 0 (+ i 1))) ((= i 500))
  (ask-with-limit ;LEAK
    (lambda () (sleep 0.001) i)))
(sleep 0.01)
(display "done") (newline)
