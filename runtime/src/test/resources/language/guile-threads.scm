;;; Threads of Guile's: fibers that are preempted, with mutexes and condition variables.

(use-modules (ice-9 threads) (ice-9 atomic) (fibers) (fibers channels))

(define (show . objects)
  (for-each (lambda (object) (write object) (display " ")) objects)
  (newline))

(define thread (call-with-new-thread (lambda () (values 1 2))))
(show (call-with-values (lambda () (join-thread thread)) list))
(show (thread? thread) (thread-exited? thread) (thread? 5))
(show (join-thread (begin-thread (+ 1 2))))
(define p (make-parameter 'a))
(show (join-thread (call-with-new-thread (lambda () (p 'b) (p)))) (p))

;; No update is lost.
(define mutex (make-mutex))
(define count 0)
(define (work n)
  (let loop ((i 0))
    (when (< i n)
      (with-mutex mutex
        (let ((before count))
          (when (zero? (remainder i 7)) (yield))
          (set! count (+ before 1))))
      (loop (+ i 1)))))
(for-each join-thread
  (map (lambda (n) (call-with-new-thread (lambda () (work n)))) '(20 30 40)))
(show count (mutex-locked? mutex))
(show (lock-mutex mutex) (try-mutex mutex) (unlock-mutex mutex) (try-mutex mutex))
(show (join-thread (begin-thread (lock-mutex mutex 0))))
(unlock-mutex mutex)
(define recursive (make-recursive-mutex))
(lock-mutex recursive)
(lock-mutex recursive)
(show (mutex-level recursive))
(unlock-mutex recursive)
(show (mutex-locked? recursive))
(show (catch #t (lambda () (unlock-mutex mutex)) (lambda (key . args) key)))

;; One hands over to the other.
(define ready (make-condition-variable))
(define box '())
(define consumer
  (begin-thread
    (with-mutex mutex
      (let loop ()
        (when (null? box)
          (wait-condition-variable ready mutex)
          (loop)))
      (car box))))
(with-mutex mutex
  (set! box '(handed))
  (signal-condition-variable ready))
(show (join-thread consumer))
(show (with-mutex mutex (wait-condition-variable ready mutex 0)))

;; A thread may run fibers and talk to others over channels.
(define channel (make-channel))
(define runner
  (call-with-new-thread (lambda () (run-fibers (lambda () (put-message channel 42))))))
(show (get-message channel))
(join-thread runner)

(show (par-map (lambda (x y) (* x y)) '(1 2 3) '(4 5 6)))
(show (call-with-values (lambda () (parallel (+ 1 1) (* 3 3))) list) (letpar ((a 1) (b 2)) (+ a b)))

(define lazy (call-with-new-thread (lambda () (let loop () (yield) (loop)))))
(cancel-thread lazy 'gone)
(show (join-thread lazy) (join-thread (begin-thread (sleep 100)) (+ 1 (current-time)) 'timeout))

(define atom (make-atomic-box 1))
(show (atomic-box-ref atom) (atomic-box-swap! atom 2) (atomic-box-compare-and-swap! atom 5 6))
(show (atomic-box-compare-and-swap! atom 2 3) (atomic-box-ref atom) (atomic-box? atom))
(atomic-box-set! atom 'end)
(show (atomic-box-ref atom))
