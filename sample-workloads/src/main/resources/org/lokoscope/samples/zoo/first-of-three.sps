;; expect blocked-forever
;; asks three replicas, takes the first answer and leaves the others with theirs
(import (rnrs) (loko system fibers))
(define (ask i)
  (let ((answer (make-channel)))
    (do ((r 0 (+ r 1))) ((= r 3))
      (spawn-fiber (lambda () (put-message answer r)))) ;LEAK
    (get-message answer)))
(do ((i 0 (+ i 1))) ((= i 400)) (ask i) (yield-current-task))
(display "done") (newline)
