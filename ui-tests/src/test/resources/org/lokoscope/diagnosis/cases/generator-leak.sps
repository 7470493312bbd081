;; expect continuation-growth
(import (rnrs) (loko system fibers))
(define in (make-channel))
(define (feed n) (do ((i 0 (+ i 1))) ((= i n)) (put-message in i)))

(define return #f)
(define (yield v) (call/cc (lambda (k) (return (cons v k)))))
(define (numbers n) (yield n) (numbers (+ n 1)))
(define (next k)
  (call/cc (lambda (r) (set! return r) (if k ((cdr k) #f) (numbers 0)))))
(define (consume k)
  (let ((v (next k)))
    (get-message in)
    (list (car v) (consume v)))) ;LEAK
(spawn-fiber (lambda () (consume #f)))
(feed 700)
