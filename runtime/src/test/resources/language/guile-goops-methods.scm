;; Generic functions of Guile's object system: dispatch, next-method, accessors, primitives.
(use-modules (oop goops) (srfi srfi-1))

(define-syntax show
  (syntax-rules ()
    ((_ expression)
     (begin
       (write (catch #t (lambda () expression) (lambda (key . rest) (list 'error key))))
       (newline)))))

(define-class <shape> ())
(define-class <circle> (<shape>) (r #:init-keyword #:r #:accessor r))
(define-class <square> (<shape>) (side #:init-keyword #:side #:accessor side))
(define circle (make <circle> #:r 2))
(define square (make <square> #:side 3))

;; Several arguments decide.
(define-method (meet (a <shape>) (b <shape>)) 'shapes)
(define-method (meet (a <circle>) (b <shape>)) (list 'circle-first (next-method)))
(define-method (meet (a <circle>) (b <square>)) (list 'circle-square (next-method)))
(define-method (meet (a <shape>) (b <circle>)) (list 'circle-second (next-method)))
(define-method (meet a b) 'whatever)
(show (meet square square))
(show (meet circle square))
(show (meet square circle))
(show (meet circle circle))
(show (meet 1 circle))
(show (meet circle))

;; The classes of numbers and other data
(define-method (kind (x <integer>)) (cons 'integer (next-method)))
(define-method (kind (x <real>)) (cons 'real (next-method)))
(define-method (kind (x <number>)) (cons 'number (next-method)))
(define-method (kind x) '(top))
(define-method (kind (x <string>)) 'string)
(define-method (kind (x <list>)) (cons 'list (next-method)))
(define-method (kind (x <pair>)) (cons 'pair (next-method)))
(define-method (kind (x <null>)) (cons 'null (next-method)))
(for-each (lambda (x) (show (kind x)))
          (list 1 1.5 1/2 (expt 10 40) "s" '() '(1) 'a #\a kind car #t))
(show (map (lambda (x) (class-name (class-of x)))
           (list 1 1.5 1/2 'a #:k "s" #\c '() '(1) #t #(1) (make-hash-table) #vu8(1) kind <shape>)))
(show (map class-name (class-precedence-list (class-of 1))))
(show (map class-name (class-precedence-list (class-of r))))

;; Numbers of arguments, rest arguments
(define-method (count-them) 0)
(define-method (count-them a) 1)
(define-method (count-them (a <string>) . more) (list 'string (length more)))
(define-method (count-them . all) (list 'all (length all)))
(show (list (count-them) (count-them 1) (count-them "a" 1 2) (count-them 1 2 3)))
(define-method (pass-on (a <string>) . more) (next-method))
(define-method (pass-on . all) all)
(show (pass-on "a" 1 2))
(define-method (pass-on (a <symbol>) . more) (next-method 'other))
(show (pass-on 'a 1 2))

;; What is missing
(define-generic empty)
(show (empty 1))
(define-method (lonely (x <string>)) (next-method))
(show (lonely "x"))

;; A procedure becomes generic and stays what it was for everything else.
(define (old x) (list 'old x))
(define-generic old)
(define-method (old (s <string>)) (list 'new s (next-method)))
(show (list (old 1) (old "s")))

;; Setters
(define-accessor area)
(define-method (area (c <circle>)) (* 3 (r c) (r c)))
(define-method ((setter area) (c <circle>) (new <number>)) (set! (r c) (sqrt (/ new 3))))
(set! (area circle) 48)
(show (r circle))
(show (procedure-with-setter? area))

;; Methods in a body belong to the top level.
(define (install factor)
  (define-method (scaled (n <number>)) (* n factor))
  (scaled 2))
(show (list (install 5) (scaled 3)))

;; Introspection
(show (map (lambda (m) (map class-name (method-specializers m)))
           (filter (lambda (m) (list? (method-specializers m))) (generic-function-methods meet))))
(show (generic-function-name meet))
(show (let ((m (car (generic-function-methods lonely)))) (eq? (method-generic-function m) lonely)))
(show (method-more-specific? (method ((x <circle>)) x) (method ((x <shape>)) x) (list <circle>)))
(show (procedure? meet))

;; A generic function of the program's own is added to by hand.
(define by-hand (make-generic 'by-hand))
(add-method! by-hand (method ((n <number>)) (+ n 1)))
(show (by-hand 2))
(add-method! by-hand (make <method> #:specializers (list <string>) #:procedure (lambda (s) s)))
(show (by-hand "s"))

;; Primitives
(define-method (+ (a <square>) (b <square>)) (make <square> #:side (+ (side a) (side b))))
(define-method (- (a <square>)) 'negative)
(define-method (< (a <square>) (b <square>)) (< (side a) (side b)))
(define-method (+ (a <string>) (b <string>)) (string-append a b))
(show (side (+ square square)))
(show (side (+ square square square)))
(show (side (fold + square (list square square))))
(show (side (apply + (list square square))))
(show (+ "a" "b" "c"))
(show (list (+ 1 2) (+ 1.5 2) (+) (- 3) (- square)))
(show (map side (sort (list (make <square> #:side 3) (make <square> #:side 1)) <)))
(show (< (make <square> #:side 1) square (make <square> #:side 9)))
(show (let loop ((i 0) (sum 0)) (if (< i 1000) (loop (+ i 1) (+ sum i)) sum)))
(show (call-with-current-continuation
        (lambda (k)
          (add-method! + (method ((a <circle>) (b <circle>)) (k 'escaped)))
          (list (+ circle circle)))))

(define-method (equal? (a <square>) (b <square>)) (= (side a) (side b)))
(define again (make <square> #:side 3))
(show (list (equal? square again) (eqv? square again) (equal? square 5)))
(show (equal? (list 1 (vector square)) (list 1 (vector again))))
(show (equal? (list 1 square) (list 1 circle)))
(show (pair? (member again (list circle square))))
(show (cdr (assoc again (list (cons square 'found)))))

(define-method (write (s <square>) port) (simple-format port "#[square ~a]" (side s)))
(show (list square square))
(display square) (newline)
(simple-format #t "~a and ~s\n" square (list square))
(define-method (display (s <square>) port) (display "square" port))
(display (list square "text")) (newline)
(show square)

;; A slot that is defined anew has lost its accessor; a slot may be given as an object.
(define-class <base> () (a #:init-value 1 #:accessor base-a))
(define-class <heir> (<base>))
(define-class <anew> (<heir>) (a #:init-value 2))
(show (list (base-a (make <heir>)) (slot-ref (make <anew>) 'a)))
(show (base-a (make <anew>)))
(show (method-more-specific? (method ((x <string>)) x) (method ((x <number>)) x) (list <string>)))
(show (slot-ref (make (make-class '() (class-direct-slots <base>))) 'a))
