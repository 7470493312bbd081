;; expect continuation-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (call-with-string-output-port ;LEAK
    (lambda (p)
      (display (get-message in) p)
      (worker))))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
