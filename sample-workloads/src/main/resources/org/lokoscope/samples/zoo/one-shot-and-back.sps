;; expect steady
;; captures a continuation for each of many short computations and goes back by it at once
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (first-square-above limit)
  (call/cc (lambda (found) (let loop ((i 0)) (when (> (* i i) limit) (found i)) (loop (+ i 1))))))
(define (worker) (first-square-above (get-message in)) (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1500)) (put-message in i))
(display "done") (newline)
