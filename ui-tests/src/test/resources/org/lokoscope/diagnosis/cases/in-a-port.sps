;; expect continuation-growth
;; the loop goes on inside of a port for text
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (serve)
  (call-with-string-output-port ;LEAK
    (lambda (port) (write (get-message in) port) (serve))))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
