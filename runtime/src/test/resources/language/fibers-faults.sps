(import (rnrs) (loko system fibers))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define notes '())
(define (note x) (set! notes (cons x notes)))
(define (noted) (let ((all (reverse notes))) (set! notes '()) all))
(define (settle) (do ((i 0 (+ i 1))) ((= i 5)) (yield-current-task)))

;; Who raises is reported, with its name, and ends, through its winders; the rest goes on.
(define (worker)
  (dynamic-wind
    (lambda () (note 'in))
    (lambda () (car 'no-pair) (note 'never))
    (lambda () (note 'out))))
(spawn-fiber worker)
(spawn-fiber (lambda () (note 'other)))
(settle)
(show (noted))

;; Any object can be raised.
(define (thrower) (raise 'some-object))
(spawn-fiber thrower)
(settle)

;; The parties of a channel survive the end of one that had offered.
(define ch (make-channel))
(define (meets-and-fails) (put-message ch 1) (error 'meets-and-fails "after the message" 2))
(spawn-fiber meets-and-fails)
(show (get-message ch))
(settle)
(spawn-fiber (lambda () (put-message ch 3)))
(show (get-message ch))

;; What a wrap raises, the fiber that performs raises, not the one that it meets.
(define (wrapped) (perform-operation (wrap-operation (get-operation ch) (lambda (x) (raise (list 'wrap x))))))
(spawn-fiber wrapped)
(settle)
(put-message ch 'fine)
(settle)

;; A handler that fails itself.
(define (twice) (with-exception-handler (lambda (e) (raise (list 'handler e))) (lambda () (raise 'first))))
(spawn-fiber twice)
(settle)

;; exit-current-task within winders, in each of their places, ends the fiber once.
(define (leaves where)
  (dynamic-wind
    (lambda () (note 'before) (when (eq? where 'before) (exit-current-task)))
    (lambda () (note 'during) (when (eq? where 'during) (exit-current-task)))
    (lambda () (note 'after) (when (eq? where 'after) (exit-current-task)))))
(for-each
 (lambda (where)
   (spawn-fiber (lambda () (dynamic-wind (lambda () (note 'outer)) (lambda () (leaves where)) (lambda () (note 'end)))))
   (settle)
   (show (cons where (noted))))
 '(before during after))

;; A fiber that raises while it is left for another one.
(define (fails-on-the-way-out)
  (dynamic-wind
    (lambda () #f)
    (lambda () (note 'left) (exit-current-task))
    (lambda () (raise 'on-the-way-out))))
(spawn-fiber fails-on-the-way-out)
(settle)
(show (noted))
(show 'goes-on)

;; exit within a winder, in a fiber, ends the program with its status.
(spawn-fiber
 (lambda ()
   (dynamic-wind
     (lambda () #f)
     (lambda () (exit 3))
     (lambda () (note 'out)))))
(settle)
(show 'not-reached)
