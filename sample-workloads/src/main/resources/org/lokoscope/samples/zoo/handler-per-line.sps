;; expect winder-growth
;; installs one more handler for each line that it reads
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (worker)
  (with-exception-handler ;LEAK
    (lambda (e) 'noted)
    (lambda () (get-message in) (worker))))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
