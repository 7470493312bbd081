(import (rnrs) (loko) (loko system fibers))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define p (make-parameter 'default))

;; Each fiber has its own bindings, also when they take turns within them.
(show
 (let ((out (make-channel)))
     (define (worker name)
       (lambda ()
         (parameterize ((p name))
           (do ((i 0 (+ i 1))) ((= i 3))
             (yield-current-task)
             (put-message out (list name (p)))))))
     (spawn-fiber (worker 'a))
     (spawn-fiber (worker 'b))
     (let loop ((i 0) (wrong 0))
       (if (= i 6)
           (list wrong (p))
           (let ((m (get-message out))) (loop (+ i 1) (if (eq? (car m) (cadr m)) wrong (+ wrong 1))))))))

;; A fiber that is spawned within a parameterize starts outside of it.
(show
 (let ((out (make-channel)))
     (parameterize ((p 'inner))
       (spawn-fiber (lambda () (put-message out (p))))
       (list (get-message out) (p)))))
(show
 (let ((out (make-channel)))
     (parameterize ((p 'inner))
       (list (begin (spawn-fiber (lambda () (put-message out 1))) (get-message out) (p)) (p)))))
