;; expect steady
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (serve)
  (call-with-string-output-port
    (lambda (port) (write (get-message in) port)))
  (serve))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
