(import (rnrs) (loko system fibers))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define order '())
(define (note x) (set! order (cons x order)))
(define (noted) (let ((all (reverse order))) (set! order '()) all))

;; A spawned fiber does not run before its parent gives way; then first come first served.
(show
 (begin
     (spawn-fiber (lambda () (note 'a)))
     (spawn-fiber (lambda () (note 'b)))
     (note 'main)
     (yield-current-task)
     (noted)))

;; Fibers that yield take turns.
(show
 (let ((done (make-channel)))
     (for-each
      (lambda (name)
        (spawn-fiber (lambda ()
          (do ((i 0 (+ i 1))) ((= i 3)) (note (cons name i)) (yield-current-task))
          (put-message done name))))
      '(x y))
     (get-message done) (get-message done)
     (noted)))

;; exit-current-task ends this fiber alone, through its winders.
(show
 (let ((done (make-channel)))
     (spawn-fiber (lambda ()
       (dynamic-wind
         (lambda () (note 'in))
         (lambda () (exit-current-task) (note 'never))
         (lambda () (note 'out)))
       (note 'never)))
     (spawn-fiber (lambda () (put-message done 'other)))
     (get-message done)
     (noted)))

;; A fiber without handler is reported and ends; the others go on.
(define done (make-channel))
(spawn-fiber (lambda () (note 'before) (vector-ref (vector 1 2) 5) (note 'never)))
(spawn-fiber (lambda () (put-message done 'survived)))
(show (get-message done))
(show (noted))

;; run-fibers gives back what its thunk does.
(show (run-fibers (lambda () (+ 1 2))))

;; Switches leave and enter winders (the default mode is Loko's: pure call/cc).
(show
 (let ((ch (make-channel)) (inside '()))
     (define depth 0)
     (spawn-fiber (lambda ()
       (dynamic-wind
         (lambda () (set! depth (+ depth 1)))
         (lambda () (put-message ch depth) (put-message ch depth))
         (lambda () (set! depth (- depth 1))))))
     (let* ((a (get-message ch)) (d1 depth) (b (get-message ch)) (d2 depth)) (list a d1 b d2))))

;; The program ends with its main fiber; who still waits is dropped.
(spawn-fiber (lambda () (get-message (make-channel)) (show 'never)))
(yield-current-task)
(show 'end)
