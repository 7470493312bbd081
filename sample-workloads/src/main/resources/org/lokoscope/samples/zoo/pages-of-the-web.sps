;; expect retained-continuations
;; keeps a continuation for every page that it has shown, and drops none
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define pages (make-eqv-hashtable))
(define (show-page id)
  (call/cc (lambda (k) (hashtable-set! pages id k)))) ;LEAK
(define (worker)
  (show-page (get-message in))
  (worker))
(spawn-fiber worker)
(do ((i 0 (+ i 1))) ((= i 700)) (put-message in i))
(display "done") (newline)
