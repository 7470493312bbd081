(import (rnrs))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))

;; guard
(show (guard (e (#t (list 'caught e))) (raise 'oops)))
(show (guard (e ((symbol? e) 'symbol) ((string? e) 'string)) (raise "text")))
(show (guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'a 42)))))
(show (guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'b 23)))))
(show (guard (e (else 'other)) (raise 1)))
(show (guard (e (#f 'never)) 'no-exception))
(show (call-with-values (lambda () (guard (e (#f 0)) (values 1 2))) list))
(show (guard (e ((number? e) (* e 2))) (guard (e ((string? e) 'inner)) (raise 21))))
(show (guard (e (#t (list 'outer e))) (guard (e ((eq? e 'first) (raise 'second))) (raise 'first))))

;; The clauses run in the dynamic state of the guard; a reraise goes back into that of the raise.
(define trace '())
(define (note x) (set! trace (cons x trace)))
(show
 (let ((v (guard (e ((eq? e 'a) (note 'clause) 'done))
              (dynamic-wind
                (lambda () (note 'in))
                (lambda () (raise 'a))
                (lambda () (note 'out))))))
     (list v (reverse trace))))
(set! trace '())
(show
 (let ((v (guard (e (#t (note 'outer) e))
              (guard (e ((begin (note 'test) #f) 'never))
                (dynamic-wind
                  (lambda () (note 'in))
                  (lambda () (raise 'b))
                  (lambda () (note 'out)))))))
     (list v (reverse trace))))

;; A reraise by guard is raise-continuable: an outer handler may return to the place of the raise.
(show
 (with-exception-handler
     (lambda (e) 10)
     (lambda ()
       (+ 1 (guard (e ((string? e) 'never)) (+ 100 (raise-continuable 'c)))))))

;; with-exception-handler
(show
 (with-exception-handler
     (lambda (e) 42)
     (lambda () (+ (raise-continuable 'x) 1))))
(show (call/cc (lambda (k) (with-exception-handler (lambda (e) (k (list 'escaped e))) (lambda () (raise 'y))))))
(show
 (call-with-values
     (lambda () (with-exception-handler (lambda (e) (values 1 2)) (lambda () (raise-continuable 0))))
     list))

;; A handler runs with the outer handler in force.
(show
 (with-exception-handler
     (lambda (e) (list 'outer e))
     (lambda ()
       (with-exception-handler
         (lambda (e) (list 'inner (raise-continuable e)))
         (lambda () (raise-continuable 'z))))))
(show
 (guard (e (#t (list 'guard e)))
     (with-exception-handler
       (lambda (e) (raise (list 'from-handler e)))
       (lambda () (raise 'first)))))

;; After the handler has returned to raise-continuable, it is in force again.
(show
 (let ((n 0))
     (with-exception-handler
       (lambda (e) (set! n (+ n 1)) n)
       (lambda ()
         (let* ((a (raise-continuable 1)) (b (raise-continuable 2)) (c (raise-continuable 3)))
           (list a b c))))))

;; A handler that returns from raise: a non-continuable violation, raised in the outer handler.
(show
 (guard (e ((non-continuable-violation? e) 'non-continuable))
     (with-exception-handler (lambda (e) 'ignored) (lambda () (raise 'w)))))

;; The body of a handler is not a tail position, but the handler's escape is one jump.
(show
 (let loop ((i 0))
     (if (= i 10000)
         i
         (loop (guard (e (#t (+ e 1))) (raise i))))))

;; Errors of the system are conditions.
(show (guard (e ((error? e) (list (condition-who e) (condition-message e) (condition-irritants e)))) (error 'proc "bad thing" 1 "two" 'three)))
(show (guard (e ((assertion-violation? e) (condition-message e))) (assertion-violation 'p "no" 1)))
(show (guard (e ((assertion-violation? e) 'assertion)) (car 1)))
(show (guard (e ((assertion-violation? e) 'assertion)) (vector-ref (vector 1 2) 2)))
(show (guard (e ((assertion-violation? e) 'assertion)) ((lambda (x) x))))
(show (guard (e ((assertion-violation? e) 'assertion)) (assert (= 1 2))))
(show (guard (e ((assertion-violation? e) 'assertion)) ("no procedure" 1)))
(show (guard (e ((assertion-violation? e) 'assertion)) (+ 1 'a)))
(show (guard (e ((assertion-violation? e) 'assertion)) (div 1 0)))
(show (guard (e ((who-condition? e) 'who) ((message-condition? e) 'message)) (error #f "no who")))

;; guard around a loop with many guards; an exception from below unwinds to the right one.
(define (deep n) (if (zero? n) (raise 'bottom) (+ 1 (guard (e ((eqv? e n) 'never)) (deep (- n 1))))))
(show (guard (e (#t e)) (deep 200)))

;; Exceptions and continuations: re-entering a guarded body brings its handler back.
(show
 (let ((k #f) (n 0))
     (let ((v (guard (e (#t (list 'caught e)))
                (call/cc (lambda (c) (set! k c)))
                (set! n (+ n 1))
                (raise n))))
       (if (< n 3) (k #f) v))))
