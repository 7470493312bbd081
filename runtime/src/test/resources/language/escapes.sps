;; What is raised while a continuation is being left or entered, or while memory is short.
(import (rnrs))

(define (show x) (write x) (newline))
(define (nothing) #f)

;; The after thunk runs inside of the guard that is about to catch what the body raised.
(show
  (guard (outer (#t (list 'outer outer)))
    (guard (inner (#t (list 'inner inner)))
      (dynamic-wind nothing (lambda () (raise 'body)) (lambda () (raise 'after))))))

;; The same on the way out to a continuation outside of the guard.
(show
  (call/cc
    (lambda (k)
      (guard (e (#t (list 'caught e)))
        (dynamic-wind nothing (lambda () (k 'escaped)) (lambda () (raise 'after)))))))

;; Of two after thunks the inner one fails, and the outer one still runs.
(define trail '())
(define (note x) (set! trail (cons x trail)))
(show
  (call/cc
    (lambda (k)
      (guard (e (#t (note (list 'caught e)) (reverse trail)))
        (dynamic-wind
          (lambda () (note 'in-1))
          (lambda ()
            (dynamic-wind
              (lambda () (note 'in-2))
              (lambda () (k 'escaped))
              (lambda () (note 'out-2) (raise 'after))))
          (lambda () (note 'out-1)))))))

;; A before thunk that fails on the way in is outside of the guard in the body.
(define again #f)
(define entries 0)
(define (enter) (set! entries (+ entries 1)) (if (= entries 2) (raise 'before)))
(show
  (guard (e (#t (list 'outside e)))
    (dynamic-wind
      enter
      (lambda () (guard (e (#t (list 'inside e))) (call/cc (lambda (k) (set! again k))) 'once))
      nothing)
    (again #f)))

;; Guards catch it when the heap is full; it went past those whose frames the stack still held.
(define (too-much) (make-vector (expt 2 40) 0))
(show (guard (e ((serious-condition? e) 'caught)) (vector-length (too-much))))
(show
  (guard (outer (#t 'outer))
    (guard (e ((implementation-restriction-violation? e) 'inner))
      (+ 1 (vector-length (make-vector 2147483646 0))))))
