;; expect fiber-growth
;; never takes a closed connection out of its table, so its fiber stays
(import (rnrs) (loko system fibers))
(define connections '())
(define (connect! i)
  (let ((inbox (make-channel)))
    (set! connections (cons inbox connections))
    (spawn-fiber (lambda () (get-message inbox))))) ;LEAK
(do ((i 0 (+ i 1))) ((= i 800)) (connect! i) (yield-current-task))
(display "done") (newline)
