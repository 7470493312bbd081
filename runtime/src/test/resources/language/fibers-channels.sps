(import (rnrs) (loko system fibers))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
;; Rendezvous: nothing is lost, nothing is reordered.
(show
 (let ((ch (make-channel)))
     (spawn-fiber (lambda () (for-each (lambda (x) (put-message ch x)) '(1 2 3))))
     (let* ((a (get-message ch)) (b (get-message ch)) (c (get-message ch))) (list a b c))))
(show (list (channel? (make-channel)) (channel? 1) (channel? (make-cvar))))

;; The value of the program is independent of who comes first.
(show
 (let ((ch (make-channel)) (done (make-channel)))
     (spawn-fiber (lambda () (put-message done (list 'got (get-message ch)))))
     (yield-current-task)
     (put-message ch 'x)
     (get-message done)))

;; Waiting getters are served first come first served, and so are putters.
(show
 (let ((ch (make-channel)) (done (make-channel)))
     (for-each (lambda (name) (spawn-fiber (lambda () (put-message done (cons name (get-message ch)))))) '(a b c))
     (yield-current-task)
     (for-each (lambda (x) (put-message ch x)) '(1 2 3))
     (list-sort (lambda (x y) (< (cdr x) (cdr y))) (let* ((a (get-message done)) (b (get-message done)) (c (get-message done))) (list a b c)))))
(show
 (let ((ch (make-channel)))
     (for-each (lambda (x) (spawn-fiber (lambda () (put-message ch x)))) '(1 2 3))
     (yield-current-task)
     (let* ((a (get-message ch)) (b (get-message ch)) (c (get-message ch))) (list a b c))))

;; A sieve of fibers.
(define (numbers-from n)
  (let ((ch (make-channel)))
    (spawn-fiber (lambda () (let loop ((n n)) (put-message ch n) (loop (+ n 1)))))
    ch))
(define (without-multiples in p)
  (let ((ch (make-channel)))
    (spawn-fiber (lambda () (let loop () (let ((n (get-message in))) (unless (zero? (mod n p)) (put-message ch n)) (loop)))))
    ch))
(show
 (let loop ((i 0) (ch (numbers-from 2)) (primes '()))
     (if (= i 12)
         (reverse primes)
         (let ((p (get-message ch)))
           (loop (+ i 1) (without-multiples ch p) (cons p primes))))))

;; Many fibers, one channel.
(show
 (let ((ch (make-channel)) (n 1000))
     (do ((i 0 (+ i 1))) ((= i n)) (spawn-fiber (lambda () (put-message ch i))))
     (let loop ((i 0) (sum 0)) (if (= i n) sum (loop (+ i 1) (+ sum (get-message ch)))))))

;; A chain of a thousand fibers that each add one.
(show
 (let* ((n 1000) (first (make-channel))
          (last (let loop ((i 0) (in first))
                  (if (= i n) in
                      (let ((out (make-channel)))
                        (spawn-fiber (lambda () (put-message out (+ 1 (get-message in)))))
                        (loop (+ i 1) out))))))
     (put-message first 0)
     (get-message last)))

;; A suspended fiber keeps its own dynamic state: recursion, winders and handlers around a wait.
(show
 (let ((ch (make-channel)) (out (make-channel)))
     (define (sum-of n) (if (zero? n) 0 (let ((x (get-message ch))) (+ x (sum-of (- n 1))))))
     (spawn-fiber (lambda () (put-message out (sum-of 100))))
     (do ((i 1 (+ i 1))) ((> i 100)) (put-message ch i))
     (get-message out)))
(show
 (let ((ch (make-channel)) (out (make-channel)))
     (spawn-fiber (lambda ()
       (put-message out
         (guard (e (#t (list 'caught e)))
           (raise (get-message ch))))))
     (put-message ch 'thrown)
     (get-message out)))
(show
 (let ((ch (make-channel)) (out (make-channel)))
     (spawn-fiber (lambda ()
       (put-message out (with-exception-handler (lambda (e) (+ e 1)) (lambda () (* 2 (raise-continuable (get-message ch))))))))
     (put-message ch 20)
     (get-message out)))

;; A message may be any object: a channel to answer on, a procedure, a continuation used at once.
(show
 (let ((server (make-channel)))
     (spawn-fiber (lambda () (let loop () (let ((m (get-message server))) (put-message (cdr m) ((car m)))) (loop))))
     (let ((reply (make-channel)))
       (map (lambda (f) (put-message server (cons f reply)) (get-message reply)) (list (lambda () 'a) (lambda () (* 6 7)))))))

;; call/cc inside one fiber, with waits in between.
(show
 (let ((ch (make-channel)))
     (spawn-fiber (lambda () (let loop ((i 0)) (put-message ch i) (loop (+ i 1)))))
     (let ((k #f) (n 0))
       (let ((x (get-message ch)))
         (let ((y (+ 100 (call/cc (lambda (c) (set! k c) 0)))))
           (let ((z (get-message ch)))
             (set! n (+ n 1))
             (if (< n 3) (k n) (list x y z n))))))))
