;; expect retained-continuations
;; a table of requests keeps how each would go on, also when it has
(import (rnrs) (loko) (loko system fibers))
(define in (make-channel))
(define table (make-eqv-hashtable))
(define (handle id)
  (+ 1 (call/cc (lambda (k) (hashtable-set! table id k) id)))) ;LEAK
(define (serve) (handle (get-message in)) (serve))
(spawn-fiber serve)
(do ((i 0 (+ i 1))) ((= i 900)) (put-message in i))
(display "done") (newline)
