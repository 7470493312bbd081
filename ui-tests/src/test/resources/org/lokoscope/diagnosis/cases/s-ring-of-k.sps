;; expect steady
;; the last fifty continuations are kept, and no more
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define ring (make-vector 50 #f))
(define (serve)
  (let ((m (get-message in)))
    (call/cc (lambda (k) (vector-set! ring (mod m 50) k)))
    (serve)))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
