(import (rnrs) (loko system fibers) (lokoscope operations))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define notes '())
(define (note x) (set! notes (cons x notes)))
(define (noted) (let ((all (reverse notes))) (set! notes '()) all))
(define (perform . ops) (perform-operation (apply choice-operation ops)))
(define (tagged tag op) (wrap-operation op (lambda values (cons tag values))))
(define (settle) (do ((i 0 (+ i 1))) ((= i 5)) (yield-current-task)))
;; Spawns a fiber that notes when a negative acknowledgement comes.
(define (watch name nack)
  (spawn-fiber (lambda () (perform-operation nack) (note name))))

(show (map operation? (list (never-operation) (always-operation 1) (guard-operation (lambda () 1)) (make-channel))))

;; always: at once, with any number of values, as often as one likes.
(show (perform-operation (always-operation 'a)))
(show (call-with-values (lambda () (perform-operation (always-operation 1 2 3))) list))
(show (call-with-values (lambda () (perform-operation (always-operation))) list))
(show (let ((op (tagged 'x (always-operation 1)))) (list (perform-operation op) (perform-operation op))))

;; never: no arm of a choice; alone, for ever.
(show (perform (never-operation) (always-operation 'this) (choice-operation)))
(show (let ((finished #f))
  (spawn-fiber (lambda () (perform-operation (never-operation)) (set! finished #t)))
  (spawn-fiber (lambda () (perform-operation (choice-operation)) (set! finished #t)))
  (perform (tagged 'slept (sleep-operation 0.01)))
  finished))

;; guard: its procedure runs at each performance, not before, in order, and its choice is part of the whole.
(show (let* ((count 0) (op (guard-operation (lambda () (set! count (+ count 1)) (always-operation count))))
             (before count) (a (perform-operation op)) (b (perform-operation op)))
  (list before a b)))
(show (begin
  (perform (guard-operation (lambda () (note 1) (never-operation)))
           (guard-operation (lambda () (note 2) (guard-operation (lambda () (note 3) (always-operation 'x)))))
           (guard-operation (lambda () (note 4) (never-operation))))
  (noted)))
(show (perform-operation (tagged 'c (guard-operation (lambda () (tagged 'b (guard-operation (lambda () (tagged 'a (always-operation 1))))))))))
;; A guard procedure may wait.
(show (let ((ch (make-channel)))
  (spawn-fiber (lambda () (put-message ch 'later)))
  (perform-operation (guard-operation (lambda () (always-operation (get-message ch)))))))
(show (guard (c ((assertion-violation? c) 'refused)) (perform-operation (guard-operation (lambda () 'no-operation)))))
(show (guard (c ((symbol? c) (list 'raised c))) (perform-operation (guard-operation (lambda () (raise 'oops))))))
(show (map (lambda (make) (guard (c ((assertion-violation? c) 'refused)) (make 'no-procedure))) (list guard-operation nack-operation)))

;; nack: told when another arm is chosen, at once ...
(show (begin
  (perform (nack-operation (lambda (nack) (watch 'lost nack) (never-operation)))
           (always-operation 'won))
  (settle) (noted)))
;; ... or later ...
(show (let ((ch (make-channel)))
  (spawn-fiber (lambda () (note 'puts) (put-message ch 'late)))
  (let ((value (perform (nack-operation (lambda (nack) (watch 'lost nack) (never-operation)))
                        (get-operation ch))))
    (settle) (cons value (noted)))))
;; ... but not when its own arm is chosen, whichever that is.
(show (begin
  (perform (nack-operation (lambda (nack) (watch 'lost nack) (choice-operation (never-operation) (always-operation 1))))
           (never-operation))
  (settle) (noted)))
(show (let ((ch (make-channel)))
  (spawn-fiber (lambda () (put-message ch 'm)))
  (let ((value (perform (nack-operation (lambda (nack) (watch 'lost nack) (get-operation ch))) (get-operation (make-channel)))))
    (settle) (cons value (noted)))))
;; One for each performance and each arm; nested ones follow the arm around them.
(show (let ((op (nack-operation (lambda (nack) (watch 'lost nack) (never-operation)))))
  (perform op (always-operation 1))
  (perform op op (always-operation 2))
  (settle) (noted)))
(define (nested inner)
  (perform
   (nack-operation (lambda (outer)
     (watch 'outer outer)
     (choice-operation
      (nack-operation (lambda (n) (watch 'inner n) (inner)))
      (guard-operation (lambda () (nack-operation (lambda (n) (watch 'sibling n) (never-operation))))))))
   (nack-operation (lambda (n) (watch 'other n) (never-operation)))))
(show (begin (nested (lambda () (always-operation 1))) (settle) (noted)))
;; Still waiting: no acknowledgement of either kind.
(show (begin
  (spawn-fiber (lambda () (nested never-operation)))
  (settle) (noted)))
;; The nack is an operation like others: it can be tried in a choice.
(show (let ((saved #f))
  (perform (nack-operation (lambda (nack) (set! saved nack) (never-operation))) (always-operation 1))
  (list (perform (tagged 'nack saved)) (perform (tagged 'nack saved)))))
;; A server that grants a lock, or hears that the client has gone elsewhere.
(show (let ((requests (make-channel)))
  (define (lock-operation)
    (nack-operation (lambda (nack)
      (let ((reply (make-channel)))
        (spawn-fiber (lambda () (put-message requests (cons reply nack))))
        (get-operation reply)))))
  (spawn-fiber (lambda ()
    (let loop ()
      (let ((request (get-message requests)))
        (note (perform (wrap-operation (put-operation (car request) 'lock) (lambda ignored 'granted))
                       (wrap-operation (cdr request) (lambda ignored 'withdrawn)))))
      (loop))))
  (let* ((a (perform-operation (lock-operation)))
         (b (perform (lock-operation) (wrap-operation (always-operation) (lambda () 'impatient)))))
    (settle)
    (list a b (noted)))))

;; Operations written in Scheme: try, block, resume; they set the state before they resume.
(define (never-base block) (make-base-operation #f (lambda () #f) block))
(show (perform-operation (make-base-operation list (lambda () (lambda () (values 1 2))) (lambda (resume state) (note 'blocked)))))
(show (perform-operation (never-base (lambda (resume state) (vector-set! state 0 'SYNCHED) (resume (lambda () 'at-once))))))
(show (let ((wake #f))
  (spawn-fiber (lambda () (wake (lambda () (values 'a 'b)))))
  (call-with-values (lambda () (perform-operation (never-base (lambda (resume state) (set! wake (lambda (thunk) (vector-set! state 0 'SYNCHED) (resume thunk))))))) list)))
;; It wins over a channel, which then is free again.
(show (let ((ch (make-channel)) (wake #f))
  (spawn-fiber (lambda () (wake)))
  (let ((first (perform (never-base (lambda (resume state) (set! wake (lambda () (vector-set! state 0 'SYNCHED) (resume (lambda () 'mine))))))
                        (get-operation ch))))
    (spawn-fiber (lambda () (put-message ch 'message)))
    (list first (get-message ch)))))
;; It loses against a channel, and sees that.
(show (let ((ch (make-channel)) (seen #f))
  (spawn-fiber (lambda () (put-message ch 'message)))
  (let ((value (perform (never-base (lambda (resume state) (set! seen state))) (get-operation ch))))
    (list value (vector-ref seen 0)))))
;; To resume twice changes nothing.
(show (let ((count 0))
  (spawn-fiber (lambda ()
    (perform-operation (never-base (lambda (resume state) (vector-set! state 0 'SYNCHED) (resume values) (resume values))))
    (set! count (+ count 1))))
  (settle) count))
;; What a block procedure raises, the fiber raises; and it cannot wait.
(show (guard (c ((symbol? c) (list 'caught c))) (perform-operation (never-base (lambda (resume state) (raise 'broken))))))
(show (guard (c ((assertion-violation? c) (condition-message c))) (perform-operation (never-base (lambda (resume state) (yield-current-task))))))
(show (let ((ch (make-channel)))
  (spawn-fiber (lambda () (put-message ch 'still-works)))
  (guard (c ((symbol? c) c)) (perform (never-base (lambda (resume state) (raise 'broken)))))
  (get-message ch)))
