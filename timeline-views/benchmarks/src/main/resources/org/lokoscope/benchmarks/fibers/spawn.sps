;; 1,000 fibers are spawned, run and end.
(import (rnrs) (loko system fibers))

(define fibers 1000)

(define (run)
  (let ((done (make-channel)))
    (do ((i 0 (+ i 1)))
        ((= i fibers))
      (spawn-fiber
       (lambda ()
         (when (= i (- fibers 1))
           (put-message done fibers)))))
    (get-message done)))
