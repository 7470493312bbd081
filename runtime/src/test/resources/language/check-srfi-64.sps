;; (lokoscope check) in a test suite of SRFI 64: leaking loops fail an assertion, their mended twins pass
(import (rnrs) (loko) (srfi 64) (loko system fibers) (lokoscope check))

(define (steady? thunk) (guard (e ((assertion-violation? e) #f)) (assert-steady thunk 40) #t))

;; a thunk that lets a worker do one more round
(define (rounds-of worker)
  (let ((in (make-channel)) (out (make-channel)))
    (spawn-fiber (lambda () (worker in out)))
    (lambda () (put-message in 1) (get-message out))))

(define (serve in out) (put-message out (get-message in)))

(define (lines-in-a-guard in out)
  (let loop () (guard (e (#t #f)) (serve in out) (loop))))
(define (lines-in-a-guard-ok in out)
  (let loop () (guard (e (#t #f)) (serve in out)) (loop)))

(define (lock-around-loop in out)
  (dynamic-wind values (lambda () (serve in out) (lock-around-loop in out)) values))
(define (lock-around-loop-ok in out)
  (dynamic-wind values (lambda () (serve in out)) values)
  (lock-around-loop-ok in out))

(define user (make-parameter "nobody"))
(define (user-of-the-day in out)
  (parameterize ((user "somebody")) (serve in out) (user-of-the-day in out)))
(define (user-of-the-day-ok in out)
  (parameterize ((user "somebody")) (serve in out))
  (user-of-the-day-ok in out))

(define (sum-on-the-way-back in out)
  (serve in out)
  (+ 1 (sum-on-the-way-back in out)))
(define (sum-on-the-way-back-ok in out)
  (let loop ((sum 0)) (serve in out) (loop (+ sum 1))))

(define news (make-cvar))
(define (subscribers) (spawn-fiber (lambda () (wait news))) (yield-current-task))
(define (subscribers-ok)
  (let ((left (make-cvar)))
    (spawn-fiber
     (lambda ()
       (perform-operation (choice-operation (wait-operation news) (wait-operation left)))))
    (yield-current-task)
    (signal-cvar! left)
    (yield-current-task)))

(define runner (test-runner-null))
(define failed '())
(test-runner-on-test-end!
 runner
 (lambda (r)
   (unless (eq? 'pass (test-result-kind r))
     (set! failed (cons (test-runner-test-name r) failed)))))
(test-with-runner runner
  (test-begin "loops")
  (test-assert "lines-in-a-guard" (steady? (rounds-of lines-in-a-guard)))
  (test-assert "lines-in-a-guard-ok" (steady? (rounds-of lines-in-a-guard-ok)))
  (test-assert "lock-around-loop" (steady? (rounds-of lock-around-loop)))
  (test-assert "lock-around-loop-ok" (steady? (rounds-of lock-around-loop-ok)))
  (test-assert "user-of-the-day" (steady? (rounds-of user-of-the-day)))
  (test-assert "user-of-the-day-ok" (steady? (rounds-of user-of-the-day-ok)))
  (test-assert "sum-on-the-way-back" (steady? (rounds-of sum-on-the-way-back)))
  (test-assert "sum-on-the-way-back-ok" (steady? (rounds-of sum-on-the-way-back-ok)))
  (test-assert "subscribers" (steady? subscribers))
  (test-assert "subscribers-ok" (steady? subscribers-ok))
  (test-error "a condition that names what grows" &assertion
              (assert-steady (rounds-of lines-in-a-guard) 40))
  (test-end "loops"))
(write (reverse failed)) (newline)
(write (list (test-runner-pass-count runner) (test-runner-fail-count runner))) (newline)
