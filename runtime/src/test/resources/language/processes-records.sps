(import (rnrs) (rnrs mutable-pairs) (loko system fibers) (lokoscope processes)
        (processes-records-lib))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define server (spawn-process '(processes-records-lib) 'serve))
(define (ask thing) (send-message server (cons (self-pid) thing)) (receive-message))

;; A record of a library's type is one of the same library's type where it arrives.
(define p (make-point 1 2))
(define q (ask p))
(show (list (point? q) (point-x q) (point-y q) (eq? p q) (point-x p)))
(show (ask (make-pixel 5 6 'red)))
(show (ask (make-named "n")))

;; An argument of a new process, too.
(show (begin (spawn-process '(processes-records-lib) 'first-of (make-pixel 7 8 'blue) (self-pid))
             (receive-message)))

;; The type of a record that a procedure has made is known to nobody else.
(define (refusal thing)
  (guard (e ((assertion-violation? e) (condition-message e)))
    (send-message server thing)))
(show (refusal (local-record)))

;; Conditions and hashtables.
(show (ask (guard (e (#t e)) (error 'here "went wrong" 1))))
(show (let ((table (make-eq-hashtable)))
        (hashtable-set! table 'a '(1 2))
        (hashtable-set! table 'b "text")
        (ask table)))

;; Cycles, through vectors and records as well, and shared parts.
(define ring (list 1 2 3))
(set-cdr! (cddr ring) ring)
(show (let ((r (ask ring))) (list (car r) (cadr r) (caddr r) (eq? r (cdddr r)))))
(define v (vector 1 #f))
(vector-set! v 1 v)
(show (let ((r (ask v))) (eq? r (vector-ref r 1))))
(define knot (make-point #f #f))
(point-x-set! knot (vector knot))
(show (let ((r (ask (list knot knot))))
        (list (eq? (car r) (cadr r)) (eq? (car r) (vector-ref (point-x (car r)) 0)))))

;; What cannot go to another process is refused with a condition that says so.
(for-each
  (lambda (thing) (show (refusal thing)))
  (list car (lambda () 1) (current-output-port) (make-channel) (make-cvar)
        (call/cc (lambda (k) k)) (list 1 (vector (make-channel)))))
