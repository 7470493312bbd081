;; expect steady
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (read-lines) (get-message in) (read-lines))
(define (worker)
  (with-exception-handler (lambda (e) 'noted) read-lines))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
