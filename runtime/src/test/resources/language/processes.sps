(import (rnrs) (loko system fibers) (lokoscope processes) (processes-lib))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
;; What two processes say to each other, in order.
(define partner (spawn-process '(processes-lib) 'echo))
(show (begin (send-message partner (list (self-pid) 'hello)) (receive-message)))
(show (begin (send-message partner (list (self-pid) 1)) (send-message partner (list (self-pid) 2)) (let* ((a (receive-message)) (b (receive-message))) (list a b))))

;; Messages are copies: of lists, strings, vectors, bytevectors, numbers; sharing is kept within one.
(show
 (let* ((v (vector 1 2)) (s (string #\a)) (m (list v v s #vu8(1 2) 1/2 2.5 'sym #\c #t '())))
     (send-message partner (list (self-pid) m))
     (let ((r (cadr (receive-message))))
       (list (equal? m r) (eq? m r) (eq? (car r) (cadr r)) (eq? (car r) v)))))
(show (guard (e ((assertion-violation? e) 'refused)) (send-message partner (list (self-pid) (lambda () 1)))))

;; Processes share no variables: each has its own instance of a library.
(bump!)
(bump!)
(show (begin (send-message partner (list (self-pid) 'counter)) (list (counter) (receive-message))))
