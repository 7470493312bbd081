;; expect steady
;; leaves each search by a continuation that nobody keeps
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (find-even l)
  (call/cc (lambda (return) (for-each (lambda (x) (when (even? x) (return x))) l) #f)))
(define (worker)
  (let ((m (get-message in)))
    (find-even (list m (+ m 1)))
    (worker)))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 2000)) (put-message in i))
(display "done") (newline)
