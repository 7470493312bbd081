;; expect fiber-growth
;; adds a subscriber for each visit and removes none
(import (rnrs) (loko system fibers))
(define news (make-cvar))
(define (visit i)
  (spawn-fiber (lambda () (wait news) i))) ;LEAK
(do ((i 0 (+ i 1))) ((= i 800)) (visit i) (yield-current-task))
(display "done") (newline)
