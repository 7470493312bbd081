;; A deadlock by the order of locks: each of three fibers takes its left lock, then its right one.
;; They block each other only if two of them are interrupted between their two locks.
(import (rnrs) (loko system fibers))

(define (make-lock)
  (let ((channel (make-channel)))
    (spawn-fiber
     (lambda ()
       (let loop ()
         (put-message channel 'token)
         (get-message channel)
         (loop))))
    channel))

(define (acquire! lock) (get-message lock))
(define (release! lock) (put-message lock 'token))

(define left (make-lock))
(define middle (make-lock))
(define right (make-lock))
(define done (make-channel))

(define (eat first second)
  (acquire! first)
  (acquire! second)
  (release! second)
  (release! first)
  (put-message done 'fed))

(yield-current-task)
(spawn-fiber (lambda () (eat left middle)))
(spawn-fiber (lambda () (eat middle right)))
(spawn-fiber (lambda () (eat right left)))
(do ((i 0 (+ i 1)))
    ((= i 3))
  (get-message done))
(display "all fed")
(newline)
