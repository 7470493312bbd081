(import (rnrs) (loko system fibers))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define (spawn-put ch x) (spawn-fiber (lambda () (put-message ch x))))

;; An operation is a value; nothing happens before it is performed, and it can be performed again.
(show
 (let* ((ch (make-channel)) (op (get-operation ch)))
     (spawn-fiber (lambda () (put-message ch 1) (put-message ch 2)))
     (let* ((a (perform-operation op)) (b (perform-operation op))) (list a b))))
(show
 (let* ((ch (make-channel)) (never (put-operation ch 'unused)))
     (spawn-put ch 'used)
     (get-message ch)))

;; wrap-operation, also nested, and with several values.
(show
 (let ((ch (make-channel)))
     (spawn-put ch 20)
     (perform-operation (wrap-operation (wrap-operation (get-operation ch) (lambda (x) (+ x 1))) (lambda (x) (* 2 x))))))
(show
 (let ((ch (make-channel)))
     (spawn-put ch 7)
     (call-with-values (lambda () (perform-operation (wrap-operation (get-operation ch) (lambda (x) (values x (* x x)))))) list)))
(show
 (let ((ch (make-channel)) (other (make-channel)))
     (spawn-fiber (lambda () (put-message ch 1) (put-message other 2)))
     (perform-operation (wrap-operation (get-operation ch) (lambda (x) (+ x (get-message other)))))))
(show
 (guard (e (#t (list 'caught e)))
     (let ((ch (make-channel)))
       (spawn-put ch 'bad)
       (perform-operation (wrap-operation (get-operation ch) raise)))))

;; A choice takes exactly one, whichever is there.
(define (which . ops) (perform-operation (apply choice-operation ops)))
(define (tagged tag op) (wrap-operation op (lambda (x) (cons tag x))))
(show
 (let ((a (make-channel)) (b (make-channel)))
     (spawn-put b 1)
     (which (tagged 'a (get-operation a)) (tagged 'b (get-operation b)))))
(show
 (let ((a (make-channel)) (b (make-channel)))
     (spawn-put a 1)
     (yield-current-task)
     (which (tagged 'a (get-operation a)) (tagged 'b (get-operation b)))))
(show
 (let ((a (make-channel)) (b (make-channel)))
     (spawn-put a 1)
     (spawn-put b 2)
     (yield-current-task)
     (let* ((first (which (get-operation a) (get-operation b)))
            (second (which (get-operation a) (get-operation b))))
       (list-sort < (list first second)))))
(show
 (let ((in (make-channel)) (out (make-channel)))
     (spawn-fiber (lambda () (get-message out)))
     (which (tagged 'in (get-operation in)) (wrap-operation (put-operation out 'x) (lambda ignored 'put)))))

;; The arms that lose are withdrawn: a later message does not go to a choice that was made.
(show
 (let ((a (make-channel)) (b (make-channel)) (out (make-channel)))
     (spawn-fiber (lambda () (put-message out (list 'choice (which (get-operation a) (get-operation b))))))
     (yield-current-task)
     (put-message a 1)
     (let ((first (get-message out)))
       (spawn-fiber (lambda () (put-message out (list 'plain (get-message b)))))
       (put-message b 2)
       (list first (get-message out)))))

;; Two choices meet each other, but never themselves.
(show
 (let ((c (make-channel)) (out (make-channel)))
     (define (swap name)
       (spawn-fiber (lambda ()
         (put-message out (cons name (which (wrap-operation (put-operation c name) (lambda ignored 'gave)) (get-operation c)))))))
     (swap 'x)
     (swap 'y)
     (let* ((p (get-message out)) (q (get-message out)))
       (list-sort (lambda (p q) (string<? (symbol->string (cdr p)) (symbol->string (cdr q)))) (list p q)))))

;; Choices nest and wraps go around them; an empty choice in another one changes nothing.
(show
 (let ((a (make-channel)) (b (make-channel)))
     (spawn-put b 1)
     (perform-operation
      (wrap-operation
       (choice-operation (choice-operation) (tagged 'a (get-operation a)) (wrap-operation (choice-operation (tagged 'b (get-operation b))) list))
       (lambda (x) (list 'outer x))))))

;; A timer in a choice is a timeout; a timer that loses does not disturb later.
(show
 (let ((ch (make-channel)))
     (which (wrap-operation (sleep-operation 0.01) (lambda ignored 'timeout)) (get-operation ch))))
(show
 (let ((ch (make-channel)))
     (spawn-put ch 'message)
     (let ((first (which (wrap-operation (sleep-operation 0.3) (lambda ignored 'timeout)) (get-operation ch))))
       (sleep 0.35)
       (list first))))

;; Condition variables wake all, now and for ever.
(show
 (let ((cv (make-cvar)) (out (make-channel)))
     (do ((i 0 (+ i 1))) ((= i 3)) (spawn-fiber (lambda () (wait cv) (put-message out i))))
     (yield-current-task)
     (signal-cvar! cv)
     (wait cv)
     (list-sort < (let* ((a (get-message out)) (b (get-message out)) (c (get-message out))) (list a b c)))))
(show
 (let ((cv (make-cvar)) (ch (make-channel)))
     (signal-cvar! cv)
     (signal-cvar! cv)
     (which (wrap-operation (wait-operation cv) (lambda ignored 'signalled)) (get-operation ch))))
(show (list (cvar? (make-cvar)) (cvar? (make-channel))))

;; Sleepers wake in order of their times, not in order of their calls.
(show
 (let ((out (make-channel)))
     (for-each (lambda (t) (spawn-fiber (lambda () (sleep (* t 0.1)) (put-message out t)))) '(3 1 2))
     (let* ((a (get-message out)) (b (get-message out)) (c (get-message out))) (list a b c))))

;; A hundred thousand choices leave nothing behind that slows down the next.
(show
 (let ((a (make-channel)) (quiet (make-channel)))
     (spawn-fiber (lambda () (let loop ((i 0)) (put-message a i) (loop (+ i 1)))))
     (let loop ((i 0)) (let ((x (which (get-operation quiet) (get-operation a)))) (if (= x 10000) (list i x) (loop (+ i 1)))))))
