;;; Prompts and the forms on them.

(use-modules (ice-9 control))

(define (show . objects)
  (for-each (lambda (object) (write object) (display " ")) objects)
  (newline))

(define tag (make-prompt-tag "mine"))
(define (handler k . args) (list 'aborted args))
(show (call-with-prompt tag (lambda () (+ 1 (abort-to-prompt tag 'a 'b))) handler))
(show (call-with-prompt tag (lambda () 'plain) handler))
(show (call-with-values (lambda () (call-with-prompt tag (lambda () (values 1 2)) handler)) list))

;; The continuation up to the prompt, also several times
(define k
  (call-with-prompt tag
    (lambda () (* 2 (+ 1 (abort-to-prompt tag))))
    (lambda (k) k)))
(show (k 1) (k 10) (+ 100 (k 0)))

;; A generator: the prompt is set up again at each step.
(define (generate proc)
  (define yield-tag (make-prompt-tag))
  (define (next thunk)
    (call-with-prompt yield-tag
      (lambda () (thunk) '())
      (lambda (k value) (cons value (next (lambda () (k 'more)))))))
  (next (lambda () (proc (lambda (value) (abort-to-prompt yield-tag value))))))
(show (generate (lambda (yield) (for-each yield '(1 2 3)))))

;; Nested prompts
(define outer (make-prompt-tag))
(show (call-with-prompt outer
        (lambda ()
          (list 'in
                (call-with-prompt tag
                  (lambda () (abort-to-prompt outer 'skipped))
                  handler)))
        (lambda (k value) (list value (k 'back)))))
(show (suspendable-continuation? tag)
      (call-with-prompt tag (lambda () (suspendable-continuation? tag)) handler))

;; shift and reset
(show (+ 1 (reset (+ 10 (shift k (k (k 1)))))))
(show (reset (cons 'a (shift k 'dropped))))
(show (reset (append (shift k (cons 'x (k '(1)))) (shift k (cons 'y (k '(2)))))))
(show (% (+ 1 (abort 41)) (lambda (k x) (k x))))

;; What is entered and left
(define trace '())
(define (note x) (set! trace (cons x trace)))
(define again
  (call-with-prompt tag
    (lambda ()
      (dynamic-wind
        (lambda () (note 'in))
        (lambda () (abort-to-prompt tag) (note 'body))
        (lambda () (note 'out))))
    (lambda (k) k)))
(note 'between)
(again)
(show (reverse trace))
(show (catch #t (lambda () (abort-to-prompt (make-prompt-tag))) (lambda (key . args) key)))
