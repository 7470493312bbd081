;; expect blocked-forever
(import (rnrs) (loko system fibers))
(define (ask i)
  (let ((answer (make-channel)))
    (do ((r 0 (+ r 1))) ((= r 3))
      (spawn-fiber (lambda () (put-message answer (+ r i))))) ;LEAK
    (get-message answer)))
(do ((i 0 (+ i 1)) (s 0 (+ s (ask i)))) ((= i 600) (display s) (newline)))
