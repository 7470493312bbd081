;; expect continuation-growth
;; the loop goes on in the receiver of a clause of cond, which has something to do after it
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define (serve)
  (let ((m (get-message in)))
    (cond ((and (number? m) m) => (lambda (x) (serve) x)) ;LEAK
          (else 0))))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
