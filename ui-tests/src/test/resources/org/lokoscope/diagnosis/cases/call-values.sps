;; expect continuation-growth
;; the loop goes on in the producer of call-with-values
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (serve seen)
  (call-with-values ;LEAK
    (lambda () (let ((m (get-message in))) (serve (+ seen m))))
    (lambda all (apply + all))))
(spawn-fiber (lambda () (serve 0)))
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
