;;; Optional and keyword arguments.

(use-modules (ice-9 match))

(define (show object) (write object) (newline))

(define-syntax-rule (key-of expression)
  (catch #t
    (lambda () expression)
    (lambda (key . args) key)))

(define* (f a #:optional (b 2) c) (list a b c))
(show (list (f 1) (f 1 5) (f 1 5 6)))
(show (key-of (f)))
(show (key-of (f 1 2 3 4)))

;; Defaults see what stands before them, and are evaluated only when needed.
(define* (g a #:optional (b (* a 10)) #:key (c (+ a b)) (d 4 #:delta) #:allow-other-keys)
  (list a b c d))
(show (g 1))
(show (g 1 2 #:delta 5))
(show (g 1 2 #:c 3 #:unknown 9))
(show (g 1 2 #:c 3 #:c 4))

(define* (h #:key a (b 'none)) (list a b))
(show (h))
(show (h #:b 1 #:a 2))
(show (h #:a #f))
(show (list (key-of (h #:z 1)) (key-of (h 1)) (key-of (h #:a))))

(define* (rest a #:optional b #:key c #:rest all) (list a b c all))
(show (rest 1 2 #:c 3))
(show (rest 1))
(define* (dotted a #:optional (b 'b) . more) (list a b more))
(show (list (dotted 1) (dotted 1 2) (dotted 1 2 3 4)))

(show ((lambda* (x #:key (y x)) (set! x 5) (list x y)) 1))
(show ((λ (x) (* x x)) 4))

(define c
  (case-lambda*
    ((a) (list 'one a))
    ((a b #:optional (d 'd)) (list 'more a b d))
    ((a b d e #:key k) (list 'four a e k))))
(show (list (c 1) (c 1 2) (c 1 2 3) (c 1 2 3 4 #:k 5)))
(show (key-of (c)))

(define* (walk n #:key (step 1))
  (let loop ((i 0) (sum 0))
    (if (< i n) (loop (+ i step) (+ sum i)) sum)))
(show (list (walk 10) (walk 10 #:step 2)))

;; The first keyword ends the optional arguments.
(show (list (g 1 #:c 7) (g 1 #:delta 0)))

;; A procedure that keyword arguments are passed through.
(define* (outer #:rest args) (apply walk 10 args))
(show (outer #:step 5))

(show (list #:key (keyword? #:a) (keyword->symbol #:b) (symbol->keyword 'c) (eq? #:d #:d)))
(show (procedure? f))
