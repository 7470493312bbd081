;; expect blocked-forever
(import (rnrs) (loko system fibers))
(define (start)
  (let ((reply (make-channel)))
    (spawn-fiber
      (lambda ()
        (get-message reply) ;LEAK
        (display "never")))
    (yield-current-task)))
(define in (make-channel))
(define out (make-channel))
(spawn-fiber (lambda () (let loop () (put-message out (+ 1 (get-message in))) (loop))))
(start)
(do ((i 0 (+ i 1))) ((= i 2000)) (put-message in i) (get-message out))
(display "done") (newline)
