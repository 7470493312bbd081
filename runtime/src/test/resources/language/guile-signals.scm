;; Signals: handlers, where they are called and what they end; timers.

(define (show . xs) (for-each display xs) (newline))

(show (sigaction SIGUSR1))
(show (pair? (sigaction SIGUSR1 (lambda (n) (show "got " n)))))
(show (procedure? (car (sigaction SIGUSR1))))
(kill (getpid) SIGUSR1)
(show "after kill")
(raise SIGUSR1)

;; From outside it comes at some safe point.
(define got 0)
(sigaction SIGUSR1 (lambda (n) (set! got (+ got 1))))
(system (string-append "kill -USR1 " (number->string (getpid))))
(let loop ()
  (when (zero? got) (loop)))
(show "from outside: " got)

;; A handler may leave what it interrupts.
(sigaction SIGALRM (lambda (n) (throw 'timeout)))
(define (in-time thunk)
  (catch 'timeout
    (lambda ()
      (setitimer ITIMER_REAL 0 0 0 1000)
      (thunk))
    (lambda (key) "in time")))
(show "loop: " (in-time (lambda () (let loop ((i 0)) (loop (+ i 1))))))
(show "sleep: " (in-time (lambda () (sleep 100) "slept")))
(show "pause: " (in-time pause))

;; Several times, for on a busy machine the first may come before the wait that it is to end.
(define shown #f)
(sigaction SIGALRM (lambda (n) (unless shown (set! shown #t) (show "alarm"))))
(setitimer ITIMER_REAL 0 1000 0 1000)
(pause)
(show "after pause")
(set! shown #f)
(show "left of the sleep: " (< 50 (sleep 100) 101))
(setitimer ITIMER_REAL 0 0 0 0)

;; Again and again
(define times 0)
(sigaction SIGALRM (lambda (n) (set! times (+ times 1))))
(setitimer ITIMER_REAL 0 1000 0 1000)
(let loop ()
  (when (< times 3) (pause) (loop)))
(show "interval: " (caar (setitimer ITIMER_REAL 0 0 0 0)) " " (cdar (getitimer ITIMER_REAL)))

(alarm 100)
(show "alarm in " (alarm 0) ", then none: " (alarm 0))
(sigaction SIGUSR1 SIG_IGN)
(kill (getpid) SIGUSR1)
(show "ignored: " (= SIG_IGN (car (sigaction SIGUSR1))))
(sigaction SIGUSR1 #f)
(show (sigaction SIGUSR1))

(define (errno-of thunk)
  (catch 'system-error
    thunk
    (lambda args (system-error-errno args))))
(show (errno-of (lambda () (sigaction SIGKILL identity))))
(show (errno-of (lambda () (sigaction 1000))))
(show (errno-of (lambda () (kill 99999999 SIGTERM))))
(show (errno-of (lambda () (kill (getpid) 0) 'alive)))
(show SIGHUP " " SIGINT " " SIGQUIT " " SIGUSR1 " " SIGUSR2 " " SIGTERM " " SIGCHLD)

(sigaction SIGTERM (lambda (n) (show "term") (exit 3)))
(kill (getpid) SIGTERM)
(show "never")
