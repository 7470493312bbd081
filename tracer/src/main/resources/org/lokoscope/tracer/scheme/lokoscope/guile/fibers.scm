;; What fibers do, as events. Nothing here knows how fibers were hooked.
;;
;; A fiber is announced as suspended by whoever first knows for what it waits, before anybody can
;; wake it: then the event precedes those of its waker, also on another thread.

(define-module (lokoscope guile fibers)
  #:use-module (ice-9 atomic)
  #:use-module (ice-9 weak-vector)
  #:use-module (system vm frame)
  #:use-module (lokoscope writer)
  #:use-module (lokoscope guile output)
  #:use-module (lokoscope guile places)
  #:export (current-fiber new-fiber! fiber-id fiber-operation set-fiber-operation!
            begin-fiber! end-fiber! fail-fiber!
            suspending! suspending-fiber suspend-for! suspended! next-wait! waiting? wait-operation*
            waking fiber-waiter set-fiber-waiter! announce! announce-late! ready!
            resumed!
            object-of running-fiber
            timer-armed! timer-fired! timer-gone!
            exclusively live-fibers fiber-state fiber-continuation fiber-spawn-site fiber-reason fiber-object
            fiber-suspends fiber-words sweep! check-reachability! forget-fibers! last-site
            go-idle! asleep? awake!
            WAIT-PUT WAIT-GET WAIT-CONDITION WAIT-SLEEP WAIT-CHOICE WAIT-READABLE WAIT-WRITABLE
            WAIT-YIELD WAIT-PREEMPTED WAIT-OTHER))

(define-syntax-rule (define-constants (name value) ...)
  (begin (define-syntax name (identifier-syntax value)) ...))

;; Reasons to wait, as docs/events.md has them.
(define-constants
  (WAIT-PUT 0) (WAIT-GET 1) (WAIT-CONDITION 2) (WAIT-SLEEP 3) (WAIT-CHOICE 4) (WAIT-READABLE 5)
  (WAIT-WRITABLE 6) (WAIT-YIELD 8) (WAIT-PREEMPTED 9) (WAIT-OTHER 10))

;; Slots of a CPU: those below 8 are of (lokoscope guile output).
(define-constants
  (RUNNING 8)        ; the fiber that runs on it, or #f
  (SUSPENDING 9)     ; the fiber that has left its stack and is about to wait, or #f
  (LAST 10)          ; the time of the last switch, or #f when the clock must be asked
  (CHANNELS 11)      ; a cache: objects by hash
  (CHANNEL-IDS 12)
  (IDLE 13)          ; whether its scheduler sleeps
  (MAKING 14))       ; what operation is being made: of (lokoscope guile)

(define cache-size 256)

(on-new-cpu!
 (lambda (cpu)
   (cpu-set! cpu CHANNELS (make-weak-vector cache-size #f))
   (cpu-set! cpu CHANNEL-IDS (make-vector cache-size 0))))

;; A fiber; kept in a fluid of its dynamic state, which holds for all of its life.
(define current-fiber (make-fluid #f))

(define-syntax-rule (define-fields (slot ref set) ...)
  (begin
    (begin (define-inlinable (ref fiber) (vector-ref fiber slot))
           (define-inlinable (set fiber value) (vector-set! fiber slot value)))
    ...))

(define fiber-slots 26)
(define-fields
  (0 fiber-id* set-fiber-id*!)
  (1 fiber-generation set-fiber-generation!)
  (2 fiber-suspends set-fiber-suspends!)
  (3 next-sample set-next-sample!)
  (4 snapshot-depth set-snapshot-depth!)
  (5 last-site set-last-site!)
  (6 fiber-reason set-fiber-reason!)
  (7 waits-for set-waits-for!)
  (8 fiber-operation set-fiber-operation!)
  (9 announced? set-announced!)
  (10 fiber-state set-fiber-state!)        ; ready running suspended ended
  (11 fiber-continuation set-fiber-continuation!)
  (12 fiber-spawn-site set-fiber-spawn-site!)
  (13 fiber-words set-fiber-words!)
  (14 failure set-failure!)
  (15 site-cpu set-site-cpu!)
  (16 chunk-of set-chunk-of!)              ; where it is registered
  (17 index-of set-index-of!)
  (18 fiber-object set-fiber-object!)      ; for which it waits or waited last, or 0
  ;; A wait for one object that is about to begin, and what wakes it; see `waiting`.
  (19 fiber-waiter set-fiber-waiter!)
  (20 wait-object set-wait-object!)
  (21 wait-reason set-wait-reason!)
  (22 wait-operation* set-wait-operation*!)
  (23 wait-scheduler set-wait-scheduler!)
  (24 wait-thunk set-wait-thunk!)
  (25 wait-continuation set-wait-continuation!))

(define-inlinable (waiting? fiber) (wait-scheduler fiber))

(define-inlinable (next-wait! fiber object reason operation)
  (set-wait-object! fiber object)
  (set-wait-reason! fiber reason)
  (set-wait-operation*! fiber operation))

(define places-lock (make-lock))

;; What several threads must not do at once. An error in it is swallowed: a trace with less in it is
;; better than a program that fails.
(define-syntax-rule (exclusively default body ...)
  (with-lock places-lock
    (catch #t (lambda () body ...) (lambda _ default))))

;; The id of a fiber in this process: a child of a fork begins anew.
(define-inlinable (fiber-id cpu fiber)
  (if (eqv? (fiber-generation fiber) (generation))
      (fiber-id* fiber)
      (adopt! cpu fiber)))

;; Whoever needs the time of an event asks for the id before: what is said here comes first.
(define (adopt! cpu fiber)
  (let* ((s (cpu-stream cpu))
         (site (exclusively 0
                 (let ((place (place-numbered (fiber-spawn-site fiber))))
                   (if place (define-place! cpu place) 0))))
         (time (or (cpu-ref cpu LAST) (now))))
    (set-fiber-generation! fiber (generation))
    (set-fiber-id*! fiber (new-serial! cpu))
    (set-fiber-suspends! fiber 0)
    (set-next-sample! fiber 1)
    (set-snapshot-depth! fiber 0)
    (set-last-site! fiber 0)
    (set-site-cpu! fiber #f)
    (set-waits-for! fiber 0)
    (set-fiber-object! fiber 0)
    (fiber-spawned s time (fiber-id* fiber) 0 (cpu-process cpu) site)
    (case (fiber-state fiber)
      ((running) (fiber-resumed s time (fiber-id* fiber)))
      ((suspended)
       (fiber-resumed s time (fiber-id* fiber))
       (fiber-suspended s time (fiber-id* fiber) (fiber-reason fiber) 0 0)))
    (register! fiber (fiber-id* fiber))
    (fiber-id* fiber)))

(define-inlinable (running-fiber cpu) (cpu-ref cpu RUNNING))
(define-inlinable (suspending-fiber cpu) (cpu-ref cpu SUSPENDING))

;; Spawning and ending.

(define (new-fiber! cpu site)
  (let ((fiber (make-vector fiber-slots #f))
        (parent (let ((fiber (fluid-ref current-fiber)))
                  (if fiber (fiber-id cpu fiber) 0)))
        (id (new-serial! cpu)))
    (set-fiber-id*! fiber id)
    (set-fiber-generation! fiber (generation))
    (set-fiber-suspends! fiber 0)
    (set-next-sample! fiber 1)
    (set-snapshot-depth! fiber 0)
    (set-last-site! fiber 0)
    (set-fiber-reason! fiber WAIT-OTHER)
    (set-fiber-object! fiber 0)
    (set-waits-for! fiber 0)
    (set-fiber-state! fiber 'ready)
    (set-fiber-spawn-site! fiber site)
    (set-fiber-words! fiber 0)
    (fiber-spawned (cpu-stream cpu) (now) id parent (cpu-process cpu) site)
    (register! fiber id)
    fiber))

(define (begin-fiber! fiber)
  (fluid-set! current-fiber fiber)
  (resumed! fiber))

(define (end-fiber! fiber)
  (let* ((cpu (the-cpu)) (id (fiber-id cpu fiber)))
    (cpu-set! cpu RUNNING #f)
    (set-fiber-state! fiber 'ended)
    (set-fiber-continuation! fiber #f)
    (cpu-set! cpu LAST (now))
    (fiber-ended (cpu-stream cpu) (cpu-ref cpu LAST) id 0)
    (unregister! fiber)))

;; Notes with what a fiber is about to die.
(define (fail-fiber! text)
  (let ((fiber (fluid-ref current-fiber)))
    (when fiber
      (set-failure! fiber text))))

;; A fiber that neither waits nor has ended, though another one runs, was left by an exception.
(define (bury! cpu fiber)
  (let* ((s (cpu-stream cpu))
         (id (fiber-id cpu fiber))
         (why (if (failure fiber) (text-number cpu (failure fiber)) 0))
         (time (now)))
    (set-fiber-state! fiber 'ended)
    (fiber-failed s time id why 0)
    (fiber-ended s time id 2)
    (unregister! fiber)))

;; Suspending and resuming.

(define (suspending! fiber k)
  (let* ((cpu (the-cpu))
         (id (fiber-id cpu fiber))
         (time (now))
         (count (+ 1 (fiber-suspends fiber))))
    (when (stream-busy? (cpu-stream cpu))
      (discard-event! (cpu-stream cpu)))
    (cpu-set! cpu LAST time)
    (cpu-set! cpu RUNNING #f)
    (cpu-set! cpu SUSPENDING fiber)
    (set-announced! fiber #f)
    (set-fiber-suspends! fiber count)
    (set-fiber-continuation! fiber k)
    (if (>= count (next-sample fiber))
        (sample! cpu fiber k count)
        #f)
    cpu))

;; Each of the first suspends, then fewer and fewer, and at last every 64th: a growth is judged by
;; some dozens of points, and to look at a stack costs about as much as a message.
(define-inlinable (sample-after count)
  (cond ((< count 16) (+ count 1))
        ((< count 256) (+ count 4))
        ((< count 4096) (+ count 32))
        (else (+ count 64))))

(define (sample! cpu fiber k count)
  (set-next-sample! fiber (sample-after count))
  (exclusively #f
    (let* ((stack (make-stack k))
           (frames (stack-length stack))
           (words (frame-address (stack-ref stack 0)))
           (site (user-site cpu stack))
           (s (cpu-stream cpu))
           (time (cpu-ref cpu LAST))
           (id (fiber-id cpu fiber))
           (continuation (new-serial! cpu)))
      (set-last-site! fiber site)
      (set-site-cpu! fiber cpu)
      (set-fiber-words! fiber words)
      (set-waits-for! fiber #f)
      (continuation-captured s time continuation id 1 frames words 0 0 0 0 0 site)
      (when (>= frames (* 2 (snapshot-depth fiber)))
        (set-snapshot-depth! fiber frames)
        (stack-snapshot s time id continuation frames (snapshot-groups cpu stack))))))

(define-inlinable (announce-first! cpu fiber reason object)
  (begin
    (set-fiber-state! fiber 'suspended)
    (set-fiber-reason! fiber reason)
    (set-fiber-object! fiber object)
    ;; Where it waits is known from the last sample, if it waits for the same.
    (let ((same? (and (eq? (site-cpu fiber) cpu)
                      (or (not (waits-for fiber)) (eqv? (waits-for fiber) object)))))
      (unless (waits-for fiber)
        (set-waits-for! fiber object))
      (fiber-suspended (cpu-stream cpu) (cpu-ref cpu LAST) (fiber-id cpu fiber) reason object
                       (if same? (last-site fiber) 0)))))

;; Says for what the fiber waits that is suspending on this CPU; the first one counts.
(define (announce! cpu fiber reason object)
  (unless (announced? fiber)
    (set-announced! fiber #t)
    (announce-first! cpu fiber reason object)))

;; Suspends a fiber to wait for one object.
(define (suspend-for! cpu fiber scheduler k)
  (suspending! fiber k)
  (let* ((reason (wait-reason fiber))
         (kind (if (eqv? reason WAIT-CONDITION) 1 0)))
    (set-wait-scheduler! fiber scheduler)
    (set-wait-continuation! fiber k)
    (set-announced! fiber #t)
    (announce-first! cpu fiber reason (object-of cpu (wait-object fiber) kind #f))
    (set-wait-object! fiber #f)
    (set-wait-operation*! fiber #f)))

;; And when what wakes it knows of it.
(define-inlinable (suspended! cpu)
  (cpu-set! cpu SUSPENDING #f))

;; What wakes a fiber that waits for one object: it gets the thunk to be called there. One procedure
;; for all of a fiber's waits, since it waits but once at a time: `waiting?` is asked before. It has a
;; slot of its own for the continuation, so that whatever else may go wrong here, the right one goes on.
(define (waking fiber schedule)
  (define (task)
    (let ((k (wait-continuation fiber))
          (thunk (wait-thunk fiber)))
      (set-wait-thunk! fiber #f)
      (set-wait-continuation! fiber #f)
      (set-wait-scheduler! fiber #f)
      (resumed! fiber)
      (k thunk)))
  (lambda (thunk)
    (ready! fiber #t)
    (set-wait-thunk! fiber thunk)
    (schedule (wait-scheduler fiber) task)))

;; After whatever arranges that a fiber goes on: if it said nothing, nobody knows for what it waits.
(define (announce-late! cpu fiber)
  (when (eq? (cpu-ref cpu SUSPENDING) fiber)
    (cpu-set! cpu SUSPENDING #f)
    (unless (announced? fiber)
      (announce! cpu fiber WAIT-OTHER 0))))

;; Whoever runs makes a fiber ready; object #t is that for which it waits.
(define (ready! fiber object)
  (when (eq? (fiber-state fiber) 'suspended)
    (let* ((cpu (the-cpu))
           (id (fiber-id cpu fiber))
           (by (or (running-fiber cpu) (cpu-ref cpu SUSPENDING)))
           (waker (if (and by (not (eq? by fiber))) (fiber-id cpu by) 0)))
      (set-fiber-state! fiber 'ready)
      (fiber-ready (cpu-stream cpu) (now) id waker
                   (if (eq? object #t) (fiber-object fiber) object)))))

(define (resumed! fiber)
  (let* ((cpu (the-cpu))
         (slept? (and (cpu-ref cpu IDLE) (begin (awake! cpu) #t)))
         (s (cpu-stream cpu))
         (before (cpu-ref cpu RUNNING))
         (id (fiber-id cpu fiber))
         (time (or (and (not slept?) (not (several-cpus?)) (cpu-ref cpu LAST)) (now))))
    (when (stream-busy? s)
      (discard-event! s))
    (when (and before (not (eq? before fiber)))
      (bury! cpu before))
    (cpu-set! cpu LAST #f)
    (cpu-set! cpu MAKING #f)
    (cpu-set! cpu RUNNING fiber)
    (set-fiber-continuation! fiber #f)
    (case (fiber-state fiber)
      ((running)
       ;; It was never announced: it waited for what we do not know.
       (fiber-suspended s time id WAIT-OTHER 0 0)
       (fiber-ready s time id 0 0))
      ((suspended)
       (unless (or (eqv? (fiber-reason fiber) WAIT-YIELD)
                   (eqv? (fiber-reason fiber) WAIT-PREEMPTED))
         ;; Nobody said so: a descriptor, a timer or a device.
         (fiber-ready s time id 0 0))))
    (set-fiber-state! fiber 'running)
    (fiber-resumed s time id)))

;; Objects: channels, conditions, descriptors. Their ids are found by address; the cache is weak.

(define ids (make-weak-key-hash-table))
(define ids-lock (make-lock))

(define (object-of cpu object kind name)
  (let ((at (hashq object cache-size)))
    (if (eq? (weak-vector-ref (cpu-ref cpu CHANNELS) at) object)
        (vector-ref (cpu-ref cpu CHANNEL-IDS) at)
        (let ((id (object-id cpu object kind name)))
          (weak-vector-set! (cpu-ref cpu CHANNELS) at object)
          (vector-set! (cpu-ref cpu CHANNEL-IDS) at id)
          id))))

(define (object-id cpu object kind name)
  (with-lock ids-lock
       (let ((known (hashq-ref ids object)))
         (if (and known (eqv? (car known) (generation)))
             (cdr known)
             (let ((id (new-serial! cpu)))
               (hashq-set! ids object (cons (generation) id))
               (object-created (cpu-stream cpu) (now) id kind 0 0)
               (when name
                 (let ((name (text-number cpu name)))
                   (named (cpu-stream cpu) (now) id name)))
               id)))))

;; Timers.

(define armed (make-atomic-box 0))

(define (add! box n)
  (let loop ((old (atomic-box-ref box)))
    (let ((found (atomic-box-compare-and-swap! box old (+ old n))))
      (if (eqv? found old) (+ old n) (loop found)))))

;; Returns the timer. expiry is in internal time units since Guile began.
(define (timer-armed! cpu fiber in)
  (let ((timer (new-serial! cpu))
        (time (or (cpu-ref cpu LAST) (now))))
    (timer-armed (cpu-stream cpu) time timer (if fiber (fiber-id cpu fiber) 0) 0
                 (+ (now) in) (add! armed 1)
                 (if (and fiber (eq? (site-cpu fiber) cpu)) (last-site fiber) 0))
    timer))

(define (timer-fired! timer effective?)
  (timer-fired (cpu-stream (the-cpu)) (now) timer (if effective? 1 0) (add! armed -1)))

(define (timer-gone! timer)
  (timer-cancelled (cpu-stream (the-cpu)) (now) timer (add! armed -1)))

;; All fibers, weakly: who counts them must not keep them alive. What the collector has taken though
;; it had not ended, nothing could ever have woken.

(define registry-lock (make-lock))
(define registry '())       ; of chunks: a weak vector and a vector of ids
(define chunk-size 256)
(define free chunk-size)
(define inherited '())      ; the registries of the processes that led to this one by forks

(define (register! fiber id)
  (with-lock registry-lock
       (when (= free chunk-size)
         (set! registry (cons (cons (make-weak-vector chunk-size #f) (make-vector chunk-size 0))
                              registry))
         (set! free 0))
       (weak-vector-set! (caar registry) free fiber)
       (vector-set! (cdar registry) free id)
       (set-chunk-of! fiber (cdar registry))
       (set-index-of! fiber free)
       (set! free (+ free 1))))

(define (unregister! fiber)
  (vector-set! (chunk-of fiber) (index-of fiber) 0))

;; In a child of a fork: the fibers of its parent become its own when they are first heard of.
(define (forget-fibers!)
  (set! registry-lock (make-lock))
  (set! ids-lock (make-lock))
  (set! places-lock (make-lock))
  (set! inherited (append registry inherited))
  (set! registry '())
  (set! free chunk-size)
  (atomic-box-set! armed 0))

(define (for-each-chunk procedure)
  (with-lock registry-lock
       (for-each procedure registry)
       (set! registry
         (cons (car registry)
               (let loop ((chunks (cdr registry)))
                 (cond
                  ((null? chunks) '())
                  ((empty? (car chunks)) (loop (cdr chunks)))
                  (else (cons (car chunks) (loop (cdr chunks))))))))))

(define (empty? chunk)
  (let loop ((i 0))
    (or (= i chunk-size)
        (and (eqv? 0 (vector-ref (cdr chunk) i)) (loop (+ i 1))))))

;; The fibers that have not ended, the oldest first; in a child of a fork also those that wait since.
(define (live-fibers)
  (let ((found '()))
    (define (look chunk wanted?)
      (let loop ((i (- chunk-size 1)))
        (when (>= i 0)
          (let ((fiber (weak-vector-ref (car chunk) i)))
            (when (and fiber (not (eq? (fiber-state fiber) 'ended)) (wanted? fiber))
              (set! found (cons fiber found))))
          (loop (- i 1)))))
    (unless (null? registry)
      (for-each-chunk (lambda (chunk) (look chunk (lambda (fiber) #t)))))
    (for-each (lambda (chunk)
                (look chunk (lambda (fiber) (not (eqv? (fiber-generation fiber) (generation))))))
              inherited)
    found))

;; Ends the fibers that the collector has taken; returns how many there were of them, and how many
;; live.
(define (sweep! cpu)
  (let ((gone 0) (alive 0) (s (cpu-stream cpu)))
    (unless (null? registry)
      (for-each-chunk
       (lambda (chunk)
         (let loop ((i 0))
           (when (< i chunk-size)
             (let ((id (vector-ref (cdr chunk) i)))
               (unless (eqv? id 0)
                 (let ((fiber (weak-vector-ref (car chunk) i)))
                   (if fiber
                       (set! alive (+ alive 1))
                       (begin
                         (vector-set! (cdr chunk) i 0)
                         (set! gone (+ gone 1))
                         (fiber-ended s (now) id 4))))))
             (loop (+ i 1)))))))
    (cons gone alive)))

;; The scheduler of a CPU sleeps, or has work again.

(define (asleep? cpu) (cpu-ref cpu IDLE))

(define (go-idle! cpu)
  (unless (cpu-ref cpu IDLE)
    (cpu-set! cpu IDLE #t)
    (process-waiting (cpu-stream cpu) (now) (cpu-process cpu) 2 -1)))

(define (awake! cpu)
  (cpu-set! cpu LAST #f)
  (when (cpu-ref cpu IDLE)
    (cpu-set! cpu IDLE #f)
    (let ((time (now)) (s (cpu-stream cpu)))
      (process-woken s time (cpu-process cpu) 2 0)
      (process-dispatched s time (cpu-process cpu) (cpu-number cpu)))))

(define (check-reachability! cpu)
  (let ((since (now)))
    (gc)
    (gc)
    (let ((counts (sweep! cpu)))
      (reachability-checked (cpu-stream cpu) (now) (cpu-process cpu) since
                            (+ (car counts) (cdr counts)) (car counts) 0))))
