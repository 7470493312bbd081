;; expect steady
;; a cache of 200 continuations that fills and stops
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define cache (make-vector 200 #f))
(define (worker)
  (let ((m (get-message in)))
    (call/cc (lambda (k) (vector-set! cache (mod m 200) k)))
    (worker)))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 3000)) (put-message in i))
(display "done") (newline)
