(import (rnrs) (rnrs mutable-pairs))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))

;; Escaping, and not escaping.
(show (+ 1 (call/cc (lambda (k) (+ 10 (k 1))))))
(show (+ 1 (call/cc (lambda (k) 10))))
(show (call-with-current-continuation procedure?))
(show (call/cc (lambda (k) (for-each (lambda (x) (when (negative? x) (k x))) '(54 0 37 -3 245)) #t)))

;; A continuation accepts as many values as the place where it was captured.
(show (call-with-values (lambda () (call/cc (lambda (k) (k 1 2 3)))) list))
(show (call-with-values (lambda () (call/cc (lambda (k) (k)))) list))

;; Re-entry: the part of the expression before the capture is not evaluated again.
(define r '())
(define (note x) (set! r (cons x r)) x)
(define k #f)
(define n 0)
(define sum (+ (note 1) (call/cc (lambda (c) (set! k c) (note 10))) (begin (set! n (+ n 1)) (note 100))))
(when (< n 3) (k (* n 1000)))
(show sum)
(show n)

;; A list whose map is re-entered: results already returned must not change.
(define saved #f)
(define first-result #f)
(define (collect)
  (map (lambda (x) (if (= x 2) (call/cc (lambda (c) (set! saved c) x)) x)) '(1 2 3)))
(let ((result (collect)))
  (cond ((not first-result)
         (set! first-result result)
         (saved 20))
        (else
         (show first-result)
         (show result))))

;; Generators by re-entry: a tree walk that hands out one leaf at a time.
(define (tree->generator tree)
  (define return #f)
  (define (resume)
    (let walk ((t tree))
      (cond ((null? t) #f)
            ((pair? t) (walk (car t)) (walk (cdr t)))
            (else (call/cc (lambda (rest)
                             (set! resume (lambda () (rest #f)))
                             (return t))))))
    (return 'done))
  (lambda () (call/cc (lambda (r) (set! return r) (resume)))))
(define next (tree->generator '((1 2) (3 (4 5)) 6)))
(show
 (let loop ((x (next)) (all '()))
     (if (eq? x 'done) (reverse all) (loop (next) (cons x all)))))

;; amb: the first Pythagorean triple in lexicographic order, then all below 21.
(define fail #f)
(define (amb choices)
  (let ((outer fail))
    (call/cc
     (lambda (return)
       (for-each
        (lambda (choice)
          (call/cc
           (lambda (next)
             (set! fail (lambda () (next #f)))
             (return choice))))
        choices)
       (set! fail outer)
       (outer)))))
(define (range a b) (if (> a b) '() (cons a (range (+ a 1) b))))
(define (triple limit)
  (let* ((a (amb (range 1 limit))) (b (amb (range a limit))) (c (amb (range b limit))))
    (unless (= (* c c) (+ (* a a) (* b b))) (fail))
    (list a b c)))
(show (call/cc (lambda (out) (set! fail (lambda () (out 'none))) (triple 20))))
(show
 (let ((found '()))
     (call/cc
      (lambda (out)
        (set! fail (lambda () (out #t)))
        (let ((t (triple 20)))
          (set! found (cons t found))
          (fail))))
     (reverse found)))

;; Two coroutines that pass control to and fro.
(define (make-coroutine body)
  (define here #f)
  (define there #f)
  (define (transfer value)
    (call/cc (lambda (c) (set! here c) (there value))))
  (set! here (lambda (v) (body transfer v) (there 'end)))
  (lambda (value) (call/cc (lambda (c) (set! there c) (here value)))))
(define echo
  (make-coroutine
   (lambda (transfer first)
     (let loop ((v first) (i 0))
       (when (< i 3)
         (loop (transfer (list i v)) (+ i 1)))))))
(show (let* ((a (echo 'a)) (b (echo 'b)) (c (echo 'c)) (d (echo 'd))) (list a b c d)))

;; The puzzle of two call/ccs: (let ((n (call/cc identity))) ...) re-entered with itself.
(show (let ((x (call/cc (lambda (c) c)))) (if (procedure? x) (x 'again) x)))
(show (let ((k* (call/cc (lambda (c) c))) (y 1)) (set! y (+ y 1)) (if (procedure? k*) (k* y) (list k* y))))

;; letrec and call/cc: each initial value is delivered once for one entry (R6RS letrec).
(show
 (let ((cont #f))
     (letrec ((x (call/cc (lambda (c) (set! cont c) 0)))
              (y (call/cc (lambda (c) (set! cont c) 0))))
       (if cont
           (let ((c cont)) (set! cont #f) (set! x 1) (set! y 1) (c 0))
           (+ x y)))))

;; A loop over a captured continuation keeps the variables of its own iteration.
(define ks '())
(define count 0)
(define visits '())
(do ((i 0 (+ i 1))) ((= i 3))
  (call/cc (lambda (c) (set! ks (cons c ks))))
  (set! visits (cons i visits)))
(set! count (+ count 1))
(when (= count 1) ((car ks) #f))
(when (= count 2) ((list-ref ks 2) #f))
(show (reverse visits))

;; call/cc in tail position of a loop does not grow: each captured continuation is equally deep.
(show (let loop ((i 0)) (if (= i 100000) i (call/cc (lambda (k) (loop (+ i 1)))))))
