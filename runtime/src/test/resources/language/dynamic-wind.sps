(import (rnrs))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define trace '())
(define (note x) (set! trace (cons x trace)))
(define (traced thunk) (set! trace '()) (let ((v (thunk))) (list v (reverse trace))))

(show (traced (lambda () (dynamic-wind (lambda () (note 'in)) (lambda () (note 'body) 1) (lambda () (note 'out))))))
(show (traced (lambda () (call/cc (lambda (k) (dynamic-wind (lambda () (note 'in)) (lambda () (k 'gone) (note 'never)) (lambda () (note 'out))))))))

;; Values pass through.
(show (call-with-values (lambda () (dynamic-wind (lambda () 1) (lambda () (values 1 2)) (lambda () 3))) list))

;; The example of R6RS.
(show
 (let ((path '()) (c #f))
     (let ((add (lambda (s) (set! path (cons s path)))))
       (dynamic-wind
         (lambda () (add 'connect))
         (lambda () (add (call/cc (lambda (c0) (set! c c0) 'talk1))))
         (lambda () (add 'disconnect)))
       (if (< (length path) 4)
           (c 'talk2)
           (reverse path)))))

;; Escapes run the after thunks innermost first.
(show
 (traced (lambda ()
     (call/cc (lambda (k)
       (dynamic-wind
         (lambda () (note 'in1))
         (lambda ()
           (dynamic-wind (lambda () (note 'in2)) (lambda () (k 'x)) (lambda () (note 'out2))))
         (lambda () (note 'out1))))))))

;; A jump between two branches leaves one and enters the other along what they share.
(show
 (traced (lambda ()
     (let ((k #f) (first #t))
       (dynamic-wind
         (lambda () (note 'in0))
         (lambda ()
           (dynamic-wind
             (lambda () (note 'in1))
             (lambda () (call/cc (lambda (c) (set! k c))) (note 'body1))
             (lambda () (note 'out1)))
           (when first
             (set! first #f)
             (dynamic-wind
               (lambda () (note 'in2))
               (lambda () (note 'body2) (k #f))
               (lambda () (note 'out2)))))
         (lambda () (note 'out0)))
       'end))))

;; A before or after thunk runs in the dynamic state outside of its own dynamic-wind.
(show
 (traced (lambda ()
     (call/cc (lambda (escape)
       (dynamic-wind
         (lambda () (note 'in1))
         (lambda ()
           (dynamic-wind
             (lambda () (note 'in2))
             (lambda () 'body)
             (lambda () (note 'out2) (escape 'from-after))))
         (lambda () (note 'out1))))))))
(show
 (traced (lambda ()
     (call/cc (lambda (escape)
       (dynamic-wind
         (lambda () (note 'in1))
         (lambda ()
           (dynamic-wind
             (lambda () (note 'in2) (escape 'from-before))
             (lambda () (note 'never))
             (lambda () (note 'never-out))))
         (lambda () (note 'out1))))))))

;; An escape in an after thunk that an escape had started replaces the first one.
(show
 (traced (lambda ()
     (call/cc (lambda (outer)
       (call/cc (lambda (inner)
         (dynamic-wind
           (lambda () (note 'in))
           (lambda () (inner 'first))
           (lambda () (note 'out) (outer 'second)))))
       (note 'not-reached)
       'third)))))

;; Continuations captured in a before thunk can be entered again.
(show
 (traced (lambda ()
     (let ((k #f) (n 0))
       (dynamic-wind
         (lambda () (call/cc (lambda (c) (set! k c))) (note 'before))
         (lambda () (note 'body))
         (lambda () (note 'after)))
       (set! n (+ n 1))
       (if (< n 3) (k #f) n)))))

;; A generator inside dynamic-wind: every switch leaves and enters it.
(show
 (traced (lambda ()
     (let ((resume #f) (return #f))
       (define (go) (call/cc (lambda (r) (set! return r) (if resume (resume #f) (body)))))
       (define (body)
         (dynamic-wind
           (lambda () (note '<))
           (lambda ()
             (do ((i 0 (+ i 1))) ((= i 3))
               (call/cc (lambda (c) (set! resume c) (return i)))))
           (lambda () (note '>)))
         (return 'end))
       (let* ((a (go)) (b (go)) (c (go)) (d (go))) (list a b c d))))))

;; A thousand entries, left and entered in order.
(show
 (let ((depth 0) (most 0) (k #f) (again 2))
     (let nest ((i 0))
       (if (< i 1000)
           (dynamic-wind
             (lambda () (set! depth (+ depth 1)) (set! most (max most depth)))
             (lambda () (nest (+ i 1)))
             (lambda () (set! depth (- depth 1))))
           (call/cc (lambda (c) (set! k c)))))
     (unless (zero? again)
       (set! again (- again 1))
       (k #f))
     (list depth most)))
