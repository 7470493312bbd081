;; (lokoscope check): what tests can ask of the fibers of their process
(import (rnrs) (loko system fibers) (lokoscope check))

(define (show x) (write x) (newline))

(define-syntax complaint
  (syntax-rules ()
    ((_ e) (guard (c ((assertion-violation? c) (show (condition-message c)))) e (show 'steady)))))

(define (with-worker work)
  (let ((in (make-channel)) (out (make-channel)))
    (spawn-fiber (lambda () (work in out)))
    (lambda () (put-message in 1) (get-message out))))

(define (echo in out)
  (guard (e (#t #f)) (put-message out (get-message in)))
  (echo in out))

;; the call is inside the guard
(define (growing-echo in out)
  (guard (e (#t #f))
    (put-message out (get-message in))
    (growing-echo in out)))

(show (live-fibers))
(complaint (assert-steady (with-worker echo) 40))
(complaint (assert-steady (with-worker growing-echo) 40))
(complaint (assert-steady (lambda () (spawn-fiber (lambda () #t))) 40))
(define kept (make-channel))
(complaint (assert-steady (lambda () (spawn-fiber (lambda () (get-message kept)))) 40))
(complaint
 (assert-steady
  (lambda () (spawn-fiber (lambda () (sleep 1000))))
  40))
;; what comes once in a while and stays is no growth
(define turns 0)
(complaint
 (assert-steady
  (lambda ()
    (set! turns (+ turns 1))
    (when (< turns 5) (spawn-fiber (lambda () (get-message kept)))))
  40))
(complaint (assert-steady (lambda () #t) 7))

;; the size of what is left to do
(define (nest n) (if (zero? n) (continuation-words) (let ((words (nest (- n 1)))) (list n) words)))
(show (< (continuation-words) (nest 1) (nest 50)))
