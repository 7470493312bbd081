;; expect retained-continuations
(import (rnrs) (loko system fibers))
(define steps (make-channel))
(define (editor past)
  (let ((m (get-message steps)))
    (let ((k (call/cc (lambda (k) k)))) ;LEAK
      (if (procedure? k)
          (editor (cons k past))
          (editor '())))))
(spawn-fiber (lambda () (editor '())))
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message steps i))
(display "done") (newline)
