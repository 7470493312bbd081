;; expect continuation-growth
;; tries again from inside of the guard that has caught the failure
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (attempt m)
  (when (odd? m) (raise 'busy))
  m)
(define (worker)
  (guard (e ((eq? e 'stop) 'stopped)) ;LEAK
    (attempt (* 2 (get-message in)))
    (worker)))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 1000)) (put-message in i))
(display "done") (newline)
