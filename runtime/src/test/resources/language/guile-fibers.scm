;;; Guile's fibers: what run-fibers returns and ends, what fibers inherit, and the modules below.

(define-module (tests fibers)
  #:use-module (fibers)
  #:use-module (fibers channels)
  #:use-module (fibers conditions)
  #:use-module (fibers operations)
  #:use-module (fibers scheduler)
  #:use-module (fibers timers)
  #:use-module (fibers timer-wheel)
  #:use-module (ice-9 match))

(define (show . objects)
  (for-each (lambda (object) (write object) (display " ")) objects)
  (newline))

(define-syntax-rule (results expression)
  (call-with-values (lambda () expression) list))

;; The values of the first fiber, which the others need not outlive.
(show (results (run-fibers (lambda () (values 1 2 3)) #:hz 0)))
(show (results (run-fibers (lambda () (values)) #:hz 0 #:parallelism 1)))
(show (run-fibers
        (lambda ()
          (spawn-fiber (lambda () (get-message (make-channel)) (show 'never)))
          (spawn-fiber (lambda () (let loop () (yield-current-task) (loop))))
          'first)
        #:hz 0))
(show (false-if-exception (run-fibers)) (false-if-exception (spawn-fiber (lambda () 1))))
(show (current-scheduler) (run-fibers (lambda () (and (current-scheduler) #t)) #:hz 0))

;; To drain is to wait for what is ready or sleeps, but not for what waits for ever.
(define seen '())
(define (note x) (set! seen (cons x seen)))
(run-fibers
  (lambda ()
    (spawn-fiber (lambda () (sleep 0.05) (note 'slept)))
    (spawn-fiber (lambda () (yield-current-task) (note 'yielded)))
    (spawn-fiber (lambda () (get-message (make-channel)) (note 'wrong)))
    (spawn-fiber (lambda () (spawn-fiber (lambda () (note 'grandchild)) #:parallel? #t)))
    (note 'init))
  #:drain? #t #:hz 0)
(show (reverse seen))

;; Fibers inherit the dynamic state, and what they set stays with them.
(define p (make-parameter 'top))
(define f (make-fluid 'fluid))
(define-syntax-rule (rpc expression)
  (let ((channel (make-channel)))
    (spawn-fiber (lambda () (put-message channel expression)))
    (get-message channel)))
(show (run-fibers
        (lambda ()
          (list (rpc (p))
                (rpc (begin (p 'inner) (p)))
                (p)
                (parameterize ((p 'bound)) (rpc (p)))
                (parameterize ((p 'bound)) (rpc (begin (p 'set) (yield-current-task) (p))))
                (with-fluids ((f 'other)) (rpc (fluid-ref f)))
                (begin (p 'changed) (rpc (p)))))
        #:hz 0))
(show (p))
(p 'now)
(show (run-fibers (lambda () (rpc (p))) #:hz 0))
(show (call-with-output-string
        (lambda (port)
          (with-output-to-port port
            (lambda ()
              (run-fibers (lambda () (rpc (display "inherited"))) #:hz 0))))))

;; Conditions and operations
(define c (make-condition))
(show (condition? c) (condition? 5) (signal-condition! c) (signal-condition! c))
(show (results (run-fibers (lambda () (wait c)) #:hz 0)))
(define (timed operation)
  (choice-operation operation (wrap-operation (sleep-operation 0.03) (lambda () 'late))))
(show (run-fibers
        (lambda ()
          (list (perform-operation (timed (wait-operation (make-condition))))
                (perform-operation (timed (wrap-operation (wait-operation c) (lambda () 'now))))
                (results (perform-operation (timer-operation (get-internal-real-time))))))
        #:hz 0))
(show (perform-operation (timed (get-operation (make-channel)))))
(define (own-operation flag-seen)
  (make-base-operation #f
    (lambda () #f)
    (lambda (flag scheduler resume)
      (flag-seen (scheduler-work-pending? scheduler))
      (resume (lambda () (values 'resumed 'twice))))))
(show (results (run-fibers (lambda () (perform-operation (own-operation (lambda (x) x)))) #:hz 0)))

;; Tasks
(show (run-fibers
        (lambda ()
          (let ((before (scheduler-runcount (current-scheduler))))
            (list (suspend-current-task
                    (lambda (scheduler k)
                      (schedule-task scheduler (lambda () (k 'passed)))))
                  (begin (suspend-current-task schedule-task) 'again)
                  (yield-current-task)
                  (> (scheduler-runcount (current-scheduler)) before)
                  (scheduler-remote-peers (current-scheduler)))))
        #:hz 0))
(show (yield-current-task))

;; dynamic-wind sees that a fiber is suspended, dynamic-wind* does not.
(define (winds wind)
  (set! seen '())
  (run-fibers
    (lambda ()
      (spawn-fiber (lambda () (note 'other)))
      (wind (lambda () (note (list 'in (rewinding-for-scheduling?))))
            (lambda () (yield-current-task) (note 'body))
            (lambda () (note (list 'out (rewinding-for-scheduling?))))))
    #:hz 0)
  (reverse seen))
(show (winds dynamic-wind*))
(show (let ((all (winds dynamic-wind)))
        (list (car all) (length (filter pair? all)) (and (member '(out #t) all) #t))))

;; A fiber that raises is reported, and the others go on.
(show (run-fibers
        (lambda ()
          (let ((channel (make-channel)))
            (spawn-fiber (lambda () (catch 'oops (lambda () (throw 'oops 1))
                                      (lambda args (put-message channel args)))))
            (get-message channel)))
        #:hz 0))

;; Preempted, a fiber that never waits does not stop the others.
(show (run-fibers
        (lambda ()
          (let ((done #f))
            (spawn-fiber (lambda () (set! done 'set)))
            (let loop () (or done (loop)))))
        #:hz 1000))

;; Runs within each other, and one scheduler for several runs
(show (run-fibers
        (lambda () (list 'outer (run-fibers (lambda () (rpc 'inner)) #:hz 0)))
        #:hz 0))
(define scheduler (make-scheduler #:parallelism 2))
(show (run-fibers (lambda () (eq? scheduler (current-scheduler))) #:scheduler scheduler #:hz 0)
      (run-fibers (lambda () (rpc 'twice)) #:scheduler scheduler #:hz 0))

;; Mistakes
(define-syntax-rule (key-of expression)
  (catch #t (lambda () expression) (lambda (key . args) key)))
(show (key-of (timer-operation 'soon)) (key-of (run-fibers 5 #:hz 'often)) (key-of (spawn-fiber 5 6))
      (results (perform-operation (timer-operation 1.5))))

;; The wheel of timers
(define wheel (make-timer-wheel #:now 0))
(define ms 1000000)
(timer-wheel-add! wheel (* 5 ms) 'five)
(timer-wheel-add! wheel (* 90 ms) 'ninety)
(timer-wheel-add! wheel (* 5 ms) 'five-too)
(define (due time)
  (let ((all '()))
    (timer-wheel-advance! wheel time (lambda (x) (set! all (cons x all))))
    (reverse all)))
(show (due (* 2 ms)) (due (* 20 ms)) (< (* 89 ms) (timer-wheel-next-entry-time wheel) (* 92 ms)))
(show (due (* 3600000 ms)) (timer-wheel-next-entry-time wheel))

;; The dynamic extents around run-fibers are not left while it waits.
(let ((entered 0) (left 0))
  (dynamic-wind
    (lambda () (set! entered (+ entered 1)))
    (lambda () (run-fibers (lambda () (sleep 0.001) (list entered left)) #:drain? #t))
    (lambda () (set! left (+ left 1))))
  (display (list entered left))
  (newline))
