;; Shapes of code that a compiler to bytecode may get wrong: waits inside of what is waited for,
;; loops whose value is waited for, jumps to outer loops from a resumed frame, calls of every number
;; of arguments, closures that refer to each other, and errors that must still name their place.
(import (rnrs))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define (id x) x)

;; Waits inside of waits, and values that are kept over several calls.
(define (nested a b) (+ (id (let ((x (id a))) (let ((y (id b))) (* (id x) (id y))))) (id a)))
(show (nested 3 4))
(define (third l) (car (id (cdr (id (cdr l))))))
(show (third '(1 2 3)))
(define (chosen n) (let ((x (if (id (> n 0)) (id n) (begin (id 0) 'none)))) (list (id x) n)))
(show (list (chosen 5) (chosen -5)))

;; Loops: one whose value is waited for, one inside of the other, jumps out of a resumed frame.
(define (sum-to n) (+ 1 (let loop ((i 0) (s 0)) (if (= i n) s (loop (+ i 1) (+ s (id i)))))))
(show (sum-to 100))
(define (table rows columns)
  (let row ((i 0) (all '()))
    (if (= i rows)
        (reverse all)
        (let column ((j 0) (line '()))
          (if (= j columns)
              (row (+ i 1) (cons (reverse line) all))
              (column (+ j 1) (cons (id (* (id i) j)) line)))))))
(show (table 3 4))
(define (swap n) (let loop ((i n) (a 'a) (b 'b) (c 'c)) (if (= i 0) (list a b c) (loop (- i 1) (id b) (id c) a))))
(show (swap 4))
(define (loop-in-test n) (if (let loop ((i n)) (or (= i 7) (and (> i 0) (loop (- i 1))))) 'seven 'no-seven))
(show (list (loop-in-test 9) (loop-in-test 6)))
(define (loop-of-closures n)
  (map (lambda (f) (f)) (let loop ((i 0) (l '())) (if (= i n) l (loop (+ i 1) (cons (lambda () (set! i (+ i 10)) i) l))))))
(show (loop-of-closures 3))

;; Any number of arguments, in calls for a value and in tail position.
(define (f0) '()) (define (f1 a) (list a)) (define (f4 a b c d) (list a b c d))
(define (f6 a b c d e f) (list a b c d e f)) (define (f7 a b c d e f g) (list a b c d e f g))
(define (f9 a b c d e f g h i) (list a b c d e f g h i))
(define (r0 . r) r) (define (r2 a b . r) (list a b r))
(show (list (f0) (f1 1) (f4 1 2 3 4) (f6 1 2 3 4 5 6) (f7 1 2 3 4 5 6 7) (f9 1 2 3 4 5 6 7 8 9)))
(define (g7 a b c d e f g) (f7 g f e d c b a)) (define (g4 a b c d) (f4 d c b a))
(show (list (g7 1 2 3 4 5 6 7) (g4 1 2 3 4)))
(show (list (r0) (r0 1) (r2 1 2) (r2 1 2 3) (r2 1 2 3 4 5 6 7 8)))
(define count-down (case-lambda ((n) (count-down n '())) ((n l) (if (= n 0) l (count-down (- n 1) (cons n l)))) ((a b . c) (list a b c))))
(show (list (count-down 5) (count-down 1 2 3)))
(define (self7 n a b c d e f) (if (= n 0) (list a b c d e f) (self7 (- n 1) b c d e f a)))
(show (self7 8 1 2 3 4 5 6))

;; Assigned parameters and variables, closures that refer to each other.
(define (assigned n) (set! n (+ n 1)) (let ((m n)) (set! m (* m 2)) (id m)))
(show (assigned 4))
(define (again n) (if (> n 0) (begin (set! n (- n 1)) (again n)) n))
(show (again 10))
(define (evens n)
  (define (even n) (if (= n 0) #t (odd (- n 1))))
  (define (odd n) (if (= n 0) #f (even (- n 1))))
  (list (even n) (odd n)))
(show (evens 1001))
(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(show (let ((c (counter))) (c) (c) (c)))

;; A variable that held the running procedure and holds another one now.
(define (changing n) (if (= n 3) (let ((old changing)) (set! changing (lambda (m) (list 'other m))) (list (changing n) (old 0))) (if (= n 0) 'end (changing (- n 1)))))
(show (changing 5))

;; Continuations that are entered again, in the middle of a loop and of operands.
(define (generate l)
  (define return #f)
  (define (start k) (for-each (lambda (x) (call/cc (lambda (next) (set! start (lambda (k) (set! return k) (next #f))) (return x)))) l) (return 'done))
  (lambda () (call/cc (lambda (k) (set! return k) (start k)))))
(show (let ((g (generate '(1 2 3)))) (let* ((a (g)) (b (g)) (c (g)) (d (g))) (list a b c d))))
(define (twice) (let ((k #f) (n 0)) (let ((v (+ 1 (call/cc (lambda (c) (set! k c) 1)) (id 10)))) (set! n (+ n 1)) (if (< n 3) (k n) (list v n)))))
(show (twice))

;; Recursion deeper than the Java stack, that then goes on in loops.
(define (deep n) (if (= n 0) 0 (+ 1 (let loop ((i 2)) (if (= i 0) (deep (- n 1)) (loop (- i 1)))))))
(show (deep 30000))

;; What is raised in the middle of compiled code.
(define-syntax caught (syntax-rules () ((_ e) (guard (c ((assertion-violation? c) 'assertion)) e))))
(show (list (caught (f4 1 2 3)) (caught (g7 1 2)) (caught (f9 1 2 3 4 5 6 7 8 9 10)) (caught (r2 1)) (caught ((id 5) 1)) (caught (car (id 1))) (caught (+ 1 (id 'x))) (caught (count-down)) (caught (vector-ref (id (vector 1)) 1))))
(show (guard (c (#t (list 'outer c))) (let loop ((i 0)) (if (= i 50) (raise i) (loop (+ (id i) 1))))))

;; Tests in every form.
(define (tests x) (list (if (not (null? x)) 1 2) (if (if (pair? x) (car x) #t) 1 2) (and (pair? x) (not (car x))) (or (null? x) (eq? x 'a)) (if (let ((y x)) (and y (pair? y))) 1 2) (not (if (pair? x) #f (id x)))))
(show (map tests '(() (#f) (#t) a #f)))

;; A procedure too long for what the JVM compiles: 200 calls, one after the other.
(define-syntax ten (syntax-rules () ((_ e) (begin e e e e e e e e e e))))
(define (long n) (ten (ten (begin (set! n (+ (id n) 1)) (set! n (+ (id n) 1))))) n)
(show (long 0))
