;; Traces programs that use Guile fibers, unchanged. docs/guile-fibers.md says how it is used.
;;
;; The bindings of the modules of fibers are replaced by procedures that report and then call what
;; was there. Calls from one module to another are seen; those inside a module are not, so each hook
;; stands where the modules meet. What is not understood is left alone: then there is one line on
;; the standard error, and the program runs as ever.

(define-module (lokoscope guile)
  #:use-module (ice-9 atomic)
  #:use-module ((ice-9 control) #:select (suspendable-continuation?))
  #:use-module (ice-9 match)
  #:use-module (system vm program)
  #:use-module (lokoscope writer)
  #:use-module (lokoscope guile output)
  #:use-module (lokoscope guile places)
  #:use-module (lokoscope guile fibers)
  #:use-module (lokoscope guile dump)
  #:export (trace-fibers! install-hooks! hooked-modules))

(define-syntax-rule (define-constants (name value) ...)
  (begin (define-syntax name (identifier-syntax value)) ...))

;; Slots of a CPU that are used here.
(define-constants
  (MAKING 14)        ; the channel or condition of which an operation is being made, #t if the
                     ; operation needs no hook, or #f
  (SIDE 15)          ; and the reason to wait for it
  (TIMER 16)         ; the cell of the timer operation that is blocking, or #f
  (WOKE 17)          ; whether a timer that fires has woken its fiber
  (ARMS 18)          ; how many arms of choices were queued, by object
  (SAMPLED 19)       ; when the heap was looked at
  (COLLECTIONS 20)   ; how many collections there had been then
  (THUNKS 21))       ; where thunks of some code are spawned

;; Values that hooks need from the modules. They are set when the hooks go in.
(define current-scheduler #f)
(define rewinding? #f)
(define scheduler-tag #f)
(define choice-type #f)
(define scheduler-fluid #f)
(define operation-type #f)
(define original-suspend #f)
(define condition-waiters #f)
(define channel-getq #f)
(define channel-putq #f)

;; A thunk that tells of the life of its fiber.
(define (fiber-thunk fiber thunk)
  (lambda ()
    (begin-fiber! fiber)
    (call-with-values thunk
      (lambda results
        (end-fiber! fiber)
        (apply values results)))))

;; A lambda that stands in a call of spawn-fiber is always spawned there; else who calls is looked for.
(define (site-of-spawn cpu thunk)
  (exclusively 0
    (or (and (program? thunk) (site-of-lambda cpu thunk))
        (let ((site (caller-site cpu)))
          (if (eqv? site 0) (procedure-site cpu thunk) site)))))

(define (site-of-lambda cpu thunk)
  (let* ((sites (or (cpu-ref cpu THUNKS)
                    (let ((table (make-hash-table)))
                      (cpu-set! cpu THUNKS table)
                      table)))
         (known (hashv-ref sites (program-code thunk) 'unknown)))
    (if (eq? known 'unknown)
        (let ((site (spawn-site cpu thunk)))
          (hashv-set! sites (program-code thunk) site)
          site)
        known)))

(define (spawning spawn-fiber)
  (lambda (thunk . rest)
    (if (and (procedure? thunk) (or (pair? rest) (current-scheduler)))
        (let* ((cpu (the-cpu))
               (fiber (new-fiber! cpu (site-of-spawn cpu thunk))))
          (apply spawn-fiber (fiber-thunk fiber thunk) rest))
        (apply spawn-fiber thunk rest))))

(define (running run-fibers)
  (lambda arguments
    (match arguments
      (((? procedure? init) . rest)
       (let* ((cpu (the-cpu))
              (fiber (new-fiber! cpu (site-of-spawn cpu init))))
         (finishing (lambda () (apply run-fibers (fiber-thunk fiber init) rest)))))
      (_ (finishing (lambda () (apply run-fibers arguments)))))))

;; Runs a scheduler, and completes what there is to be said at its end.
(define (finishing thunk)
  (let ((before (generation)))
    (dynamic-wind
      (lambda () #f)
      (lambda ()
        (with-fluids ((current-fiber #f))
          (thunk)))
      (lambda ()
        (when (and (output-open?) (eqv? (generation) before))
          (check-reachability! (the-cpu))
          (look-at-heap! (the-cpu)))
        (end-dumps!)
        (flush-all!)))))

(define (suspending suspend-current-task)
  (lambda (after)
    (let ((fiber (fluid-ref current-fiber)))
      (if fiber
          (suspend-current-task
           (lambda (scheduler k)
             (let ((cpu (suspending! fiber k)))
               (after scheduler
                      (case-lambda
                        ((result)
                         (resumed! fiber)
                         (k result))
                        (results
                         (resumed! fiber)
                         (apply k results))))
               (announce-late! cpu fiber))))
          (suspend-current-task after)))))

(define (performing perform-operation)
  (lambda (operation)
    (let ((fiber (fluid-ref current-fiber)))
      (when fiber
        (set-fiber-operation! fiber (and (struct? operation)
                                         (eq? (struct-vtable operation) choice-type)))))
    (perform-operation operation)))

;; Operations. The block procedure is what is called when a fiber has suspended; it gets the
;; procedure that resumes it.

(define-syntax-rule (blocking block (cpu fiber object resume) before resume*)
  (lambda (flag scheduler resume)
    (let* ((cpu (the-cpu))
           (fiber (suspending-fiber cpu)))
      (if fiber
          (let ((object before))
            (block flag scheduler resume*))
          (block flag scheduler resume)))))

(define (queueing block object side)
  (let ((kind (if (eqv? side WAIT-CONDITION) 1 0)))
    (blocking block (cpu fiber id resume)
      (let ((id (object-of cpu object kind #f)))
        (if (fiber-operation fiber)
            (begin
              (announce! cpu fiber WAIT-CHOICE 0)
              (count-arm! cpu fiber object id side))
            (announce! cpu fiber side id))
        id)
      (lambda (thunk)
        (ready! fiber id)
        (resume thunk)))))

(define (making make-base-operation)
  (lambda (wrap try block)
    (let* ((cpu (the-cpu))
           (object (cpu-ref cpu MAKING)))
      (make-base-operation
       wrap try
       (cond ((eq? object #t) block)
             (object (queueing block object (cpu-ref cpu SIDE)))
             (else (owning block)))))))

;; An operation of the program's own.
(define (owning block)
  (blocking block (cpu fiber id resume)
    (begin
      (announce! cpu fiber (if (fiber-operation fiber) WAIT-CHOICE WAIT-OTHER) 0)
      0)
    (lambda (thunk)
      (ready! fiber 0)
      (resume thunk))))

;; A timer: its block procedure arms it, and cancels it if another arm wins.
(define (timing make-base-operation/internal)
  (lambda (wrap try block . cancel)
    (let ((cell (make-atomic-box #f)))
      (apply make-base-operation/internal
             wrap try
             (lambda (flag scheduler resume)
               (let* ((cpu (the-cpu))
                      (fiber (suspending-fiber cpu)))
                 (if fiber
                     (begin
                       (announce! cpu fiber (if (fiber-operation fiber) WAIT-CHOICE WAIT-SLEEP) 0)
                       (cpu-set! cpu TIMER cell)
                       (call-with-values
                           (lambda ()
                             (block flag scheduler
                                    (lambda (thunk)
                                      (cpu-set! (the-cpu) WOKE #t)
                                      (ready! fiber 0)
                                      (resume thunk))))
                         (lambda results
                           (cpu-set! cpu TIMER #f)
                           (apply values results))))
                     (block flag scheduler resume))))
             (map (lambda (cancel)
                    (lambda (scheduler)
                      (let ((timer (atomic-box-ref cell)))
                        (when (and timer
                                   (eq? timer (atomic-box-compare-and-swap! cell timer #f)))
                          (timer-gone! timer)))
                      (cancel scheduler)))
                  cancel)))))

(define (arming schedule-task-at-time)
  (lambda (scheduler expiry task)
    (let* ((cpu (the-cpu))
           (cell (cpu-ref cpu TIMER))
           (fiber (suspending-fiber cpu)))
      (if cell
          (let ((timer (timer-armed! cpu fiber (- expiry (get-internal-real-time)))))
            (atomic-box-set! cell timer)
            (schedule-task-at-time
             scheduler expiry
             (lambda ()
               (let ((cpu (the-cpu)))
                 (cpu-set! cpu WOKE #f)
                 (task)
                 (when (eqv? timer (atomic-box-compare-and-swap! cell timer #f))
                   (timer-fired! timer (cpu-ref cpu WOKE)))))))
          (schedule-task-at-time scheduler expiry task)))))

;; While an operation is being made no other fiber may run on this CPU: `preempting` sees to that.
(define-syntax-rule (making-of object side call)
  (let ((cpu (the-cpu)))
    (cpu-set! cpu SIDE side)
    (cpu-set! cpu MAKING object)
    (let ((operation call))
      (cpu-set! cpu MAKING #f)
      operation)))

;; A fiber that performs a single operation on a channel or a condition, which is most of what
;; programs do: what `perform-operation` does for it is done here, so that nothing need be wrapped.
;; `direct?` says whether that is so in this version of fibers.

(define-syntax-rule (performing-here object object? reason make otherwise)
  (let* ((cpu (the-cpu)) (fiber (running-fiber cpu)))
    (if (and fiber (not (waiting? fiber)) (object? object))
        (begin
          (cpu-set! cpu MAKING #t)
          (let* ((operation make)
                 (thunk ((struct-ref operation 1))))
            (cpu-set! cpu MAKING #f)
            (if thunk
                (thunk)
                (waiting fiber object reason operation))))
        otherwise)))

(define (waiting fiber object reason operation)
  (if (fluid-ref scheduler-fluid)
      (begin
        (next-wait! fiber object reason operation)
        ((original-suspend (or (fiber-waiter fiber) (make-waiter! fiber)))))
      (original-perform operation)))

(define (make-waiter! fiber)
  (let* ((wake (waking fiber schedule))
         (waiter (lambda (scheduler k)
                   (let ((cpu (the-cpu))
                         (block (struct-ref (wait-operation* fiber) 2)))
                     (suspend-for! cpu fiber scheduler k)
                     (block (make-atomic-box 'W) scheduler wake)
                     (suspended! cpu)))))
    (set-fiber-waiter! fiber waiter)
    waiter))

(define original-perform #f)

;; Whether operations are records of the four procedures that are known, and one that blocks is told
;; so by a box with the symbol W.
(define (direct?)
  (catch #t
    (lambda ()
      (and (parameter? current-scheduler)
           (equal? (record-type-fields operation-type) '(wrap-fn try-fn block-fn cancel-fn))
           (let ((flag #f))
             (original-perform
              ((private '(fibers operations) 'make-base-operation)
               #f
               (lambda () #f)
               (lambda (box scheduler resume)
                 (set! flag (atomic-box-ref box))
                 (resume values))))
             (eq? flag 'W))))
    (lambda _ #f)))

(define (descriptors schedule reason)
  (lambda (scheduler fd task)
    (let* ((cpu (the-cpu))
           (fiber (suspending-fiber cpu)))
      (when fiber
        (announce! cpu fiber reason (descriptor-of cpu fd))))
    (schedule scheduler fd task)))

(define descriptors-by-number (make-hash-table))

;; What stands for a descriptor; numbers are used again, and then it is the same.
(define (descriptor-of cpu fd)
  (exclusively 0
    (let ((stand-in (or (hashv-ref descriptors-by-number fd)
                        (let ((new (list fd)))
                          (hashv-set! descriptors-by-number fd new)
                          new))))
      (object-of cpu stand-in 3 (string-append "descriptor " (number->string fd))))))

;; Giving up the CPU without waiting.

(define (yielding reason)
  (let ((scheduler (current-scheduler)))
    (and scheduler
         (suspendable-continuation? (scheduler-tag scheduler))
         (let ((fiber (fluid-ref current-fiber)))
           (suspend-hooked
            (lambda (scheduler k)
              (let* ((cpu (the-cpu)) (fiber (suspending-fiber cpu)))
                (when fiber
                  (announce! cpu fiber reason 0)))
              (schedule scheduler k)))
           #t))))

(define suspend-hooked #f)
(define schedule #f)

(define (preempted)
  (let ((cpu (the-cpu)))
    (and (not (cpu-ref cpu MAKING))
         (not (stream-busy? (cpu-stream cpu)))
         (not (rewinding?))
         (yielding WAIT-PREEMPTED))))

(define (interrupting with-interrupts)
  (lambda (hz pred interrupt thunk)
    (with-interrupts hz pred preempted thunk)))

;; A turn of a scheduler. Before it sleeps, what there is is written; but not more often than each
;; 20 ms: else it sleeps no longer than that.

(define patience 20000000)
(define heap-interval 100000000)

;; So long it sleeps before it looks whether somebody wants a dump.
(define doze 200000000)

(define-inlinable (argument key arguments)
  (let loop ((arguments arguments))
    (cond ((or (null? arguments) (null? (cdr arguments))) #f)
          ((eq? (car arguments) key) (cadr arguments))
          (else (loop (cddr arguments))))))

;; A turn that does not sleep is as frequent as a message, so the arguments that fibers hands over are
;; taken without a list of them.
(define (turning events-impl-run)
  (define (busy!)
    (let* ((cpu (the-cpu)) (last (cpu-ref cpu 10)))
      (when (and last (> (- last (cpu-ref cpu 5)) (* 2 patience)))
        (answer-dump!)
        (flush-now! cpu))))
  (define (any-turn impl arguments)
    (let* ((cpu (the-cpu))
           (flushed (cpu-ref cpu 5))
           (update-expiry (argument #:update-expiry arguments))
           (expiry (argument #:expiry arguments)))
      (if (or (not update-expiry) (eqv? (update-expiry expiry) 0))
          (begin
            (busy!)
            (apply events-impl-run impl arguments))
          (let* ((dozed? (asleep? cpu))
                 (impatient? (and (> (stream-pending (cpu-stream cpu)) 0)
                                  (<= (- (now) flushed) patience)))
                 (doze? (and (not impatient?) (eqv? (cpu-number cpu) 0)))
                 (until (+ (get-internal-real-time) (if impatient? patience doze))))
            (go-idle! cpu)
            (unless impatient?
              (answer-dump!)
              (unless dozed?
                (flush-now! cpu)))
            (let ((result
                   (apply events-impl-run impl
                          (if (or impatient? doze?)
                              (with-update arguments (no-later until update-expiry))
                              arguments))))
              ;; If it has only looked, it sleeps on.
              (unless (and doze? (>= (get-internal-real-time) until))
                (awake! cpu))
              result)))))
  (case-lambda
    ((impl k1 v1 k2 v2 k3 v3 k4 v4)
     (if (and (eq? k1 #:expiry) (eq? k2 #:update-expiry) (eqv? (v2 v1) 0))
         (begin
           (busy!)
           (events-impl-run impl k1 v1 k2 v2 k3 v3 k4 v4))
         (any-turn impl (list k1 v1 k2 v2 k3 v3 k4 v4))))
    ((impl . arguments) (any-turn impl arguments))))

(define (no-later until update-expiry)
  (lambda (expiry)
    (let ((wanted (update-expiry expiry)))
      (cond ((not wanted) until)
            ((eqv? wanted 0) 0)
            (else (min wanted until))))))

(define (with-update arguments update)
  (match arguments
    (() (list #:update-expiry update))
    ((#:update-expiry _ . rest) (cons* #:update-expiry update rest))
    ((key value . rest) (cons* key value (with-update rest update)))))

(define (flush-now! cpu)
  (look-at-heap! cpu)
  (flush-cpu! cpu))

(define (look-at-heap! cpu)
  (let ((time (now)))
    (when (and (eqv? (cpu-number cpu) 0)
               (> (- time (or (cpu-ref cpu SAMPLED) (- heap-interval))) heap-interval))
      (cpu-set! cpu SAMPLED time)
      (let* ((stats (gc-stats))
             (size (assq-ref stats 'heap-size))
             (collections (assq-ref stats 'gc-times)))
        (heap-sampled (cpu-stream cpu) time (- size (assq-ref stats 'heap-free-size)) size)
        (unless (eqv? collections (cpu-ref cpu COLLECTIONS))
          (cpu-set! cpu COLLECTIONS collections)
          (sweep! cpu))))))

;; Arms of choices that lost and still lie in a queue: looked at for the first, second, fourth arm of
;; an object and so on, and for each 64th.

(define (count-arm! cpu fiber object id side)
  (let* ((counts (or (cpu-ref cpu ARMS)
                     (let ((table (make-hash-table)))
                       (cpu-set! cpu ARMS table)
                       table)))
         (count (+ 1 (hashv-ref counts id 0))))
    (hashv-set! counts id count)
    (when (or (= 0 (logand count 63)) (= 0 (logand count (- count 1))))
      (exclusively #f
        (let ((s (cpu-stream cpu))
              (offer-side (if (eqv? side WAIT-CONDITION) 2 side)))
          (when (= count 1)
            (offers-placed s (now) id offer-side 0 (last-site fiber)))
          (offers-swept s (now) id offer-side 0 (lost-arms object side)))))))

(define (lost-arms object side)
  (define (lost? flag) (eq? (atomic-box-ref flag) 'S))
  (define (count entries flag)
    (let loop ((entries entries) (n 0))
      (if (pair? entries)
          (loop (cdr entries) (if (lost? (flag (car entries))) (+ n 1) n))
          n)))
  (define (first entry) (vector-ref entry 0))
  (if (eqv? side WAIT-CONDITION)
      (count (atomic-box-ref (condition-waiters object)) car)
      (let ((queue (atomic-box-ref ((if (eqv? side WAIT-PUT) channel-putq channel-getq) object))))
        (+ (count (car queue) first) (count (cdr queue) first)))))

;; The hooks, in the order of their modules.

(define hooks '())           ; of (module name make-hook)
(define done '())            ; of (module . name)

(define (private module name)
  (let* ((m (resolve-module module #f #:ensure #f))
         (variable (and m (module-variable m name))))
    (and variable (variable-bound? variable) (variable-ref variable))))

;; Accessors of records are macros that can be used as procedures, but are none.
(define (accessor module name)
  (and (private module name)
       (eval (list 'lambda '(record) (list name 'record)) (resolve-module module))))

(define (hook! module name make-hook)
  (let* ((m (resolve-module module #f #:ensure #f))
         (variable (and m (module-variable m name)))
         (original (and variable (variable-bound? variable) (variable-ref variable))))
    (when (and (procedure? original) (not (member (cons module name) done)))
      (set! done (cons (cons module name) done))
      (let ((hook (make-hook original)))
        (variable-set! variable hook)
        hook))))

;; What must be there before anything is replaced.
(define needed
  '(((fibers scheduler) suspend-current-task schedule-task schedule-task-when-fd-readable
     schedule-task-when-fd-writable schedule-task-at-time yield-current-task current-scheduler
     scheduler-prompt-tag rewinding-for-scheduling?)
    ((fibers operations) perform-operation make-base-operation make-base-operation/internal
     choice-operation choice-op?)
    ((fibers) spawn-fiber run-fibers)
    ((fibers interrupts) with-interrupts)
    ((fibers events-impl) events-impl-run)))

;; Whether single operations are performed here.
(define directly #f)

(define state 'waiting)      ; waiting, installed or refused

(define (missing)
  (let loop ((modules needed) (found '()))
    (match modules
      (() found)
      (((module . names) . rest)
       (loop rest
             (append (filter-map* (lambda (name) (and (not (private module name))
                                                      (list module name)))
                                  names)
                     found))))))

(define (filter-map* procedure list)
  (let loop ((list list) (found '()))
    (if (null? list)
        (reverse found)
        (let ((value (procedure (car list))))
          (loop (cdr list) (if value (cons value found) found))))))

;; Whether all modules that are needed are loaded to their end.
(define (loaded?)
  (and (private '(fibers) 'spawn-fiber)
       (private '(fibers) 'run-fibers)
       (private '(fibers operations) 'perform-operation)
       #t))

(define (hooked-modules) done)

;; Replaces the bindings of the modules that have been loaded since. Called whenever more may be
;; loaded.
(define (install-hooks!)
  (when (output-open?)
    (case state
      ((waiting)
       (when (loaded?)
         (let ((missing (missing)))
           (if (null? missing)
               (install-main-hooks!)
               (begin
                 (set! state 'refused)
                 (note "this version of fibers is not known (it has no "
                       (cadar missing) " in " (caar missing) "); the program runs untraced"))))))
      ((installed) (install-more-hooks!)))))

(define (install-main-hooks!)
  (set! state 'installed)
  (set! current-scheduler (private '(fibers scheduler) 'current-scheduler))
  (set! scheduler-tag (accessor '(fibers scheduler) 'scheduler-prompt-tag))
  (set! rewinding? (private '(fibers scheduler) 'rewinding-for-scheduling?))
  (set! schedule (private '(fibers scheduler) 'schedule-task))
  (set! original-suspend (private '(fibers scheduler) 'suspend-current-task))
  (set! original-perform (private '(fibers operations) 'perform-operation))
  (set! operation-type
    (struct-vtable ((private '(fibers operations) 'make-base-operation) #f list list)))
  (set! directly (direct?))
  (when directly
    (set! scheduler-fluid (parameter-fluid current-scheduler)))
  (set! choice-type
    (struct-vtable ((private '(fibers operations) 'choice-operation)
                    ((private '(fibers operations) 'make-base-operation) #f list list)
                    ((private '(fibers operations) 'make-base-operation) #f list list))))
  (set! suspend-hooked (hook! '(fibers scheduler) 'suspend-current-task suspending))
  (hook! '(fibers scheduler) 'yield-current-task
         (lambda (original) (lambda () (yielding WAIT-YIELD))))
  (hook! '(fibers scheduler) 'schedule-task-when-fd-readable
         (lambda (original) (descriptors original WAIT-READABLE)))
  (hook! '(fibers scheduler) 'schedule-task-when-fd-writable
         (lambda (original) (descriptors original WAIT-WRITABLE)))
  (hook! '(fibers scheduler) 'schedule-task-at-time arming)
  (hook! '(fibers operations) 'perform-operation performing)
  (hook! '(fibers operations) 'make-base-operation making)
  (hook! '(fibers operations) 'make-base-operation/internal timing)
  (hook! '(fibers interrupts) 'with-interrupts interrupting)
  (hook! '(fibers events-impl) 'events-impl-run turning)
  (hook! '(fibers) 'spawn-fiber spawning)
  (hook! '(fibers) 'run-fibers running)
  (unless (self-test)
    (note "the hooks do not work with this version of fibers; what is traced may be incomplete"))
  (install-more-hooks!))

(define (install-more-hooks!)
  (let ((perform (private '(fibers operations) 'perform-operation)))
    (set! channel-getq (or channel-getq (accessor '(fibers channels) 'channel-getq)))
    (set! channel-putq (or channel-putq (accessor '(fibers channels) 'channel-putq)))
    (set! condition-waiters
      ;; That is what the accessor is called there.
      (or condition-waiters (accessor '(fibers conditions) 'channel-waiters)))
    (when (private '(fibers channels) 'get-message)
      (let* ((type (record-type '(fibers channels) '<channel>))
             (plain-put (private '(fibers channels) 'put-operation))
             (plain-get (private '(fibers channels) 'get-operation))
             (put (hook! '(fibers channels) 'put-operation
                         (lambda (original)
                           (lambda (channel message)
                             (making-of channel WAIT-PUT (original channel message))))))
             (get (hook! '(fibers channels) 'get-operation
                         (lambda (original)
                           (lambda (channel)
                             (making-of channel WAIT-GET (original channel)))))))
        (define-syntax-rule (channel? object)
          (and (struct? object) (eq? (struct-vtable object) type)))
        (hook! '(fibers channels) 'put-message
               (lambda (original)
                 (if (and directly type)
                     (lambda (channel message)
                       (performing-here channel channel? WAIT-PUT (plain-put channel message)
                                        (original channel message)))
                     (lambda (channel message) (perform (put channel message))))))
        (hook! '(fibers channels) 'get-message
               (lambda (original)
                 (if (and directly type)
                     (lambda (channel)
                       (performing-here channel channel? WAIT-GET (plain-get channel)
                                        (original channel)))
                     (lambda (channel) (perform (get channel))))))))
    (when (private '(fibers conditions) 'wait)
      (let* ((type (record-type '(fibers conditions) '<condition>))
             (plain-wait (private '(fibers conditions) 'wait-operation))
             (wait (hook! '(fibers conditions) 'wait-operation
                          (lambda (original)
                            (lambda (condition)
                              (making-of condition WAIT-CONDITION (original condition)))))))
        (define-syntax-rule (condition? object)
          (and (struct? object) (eq? (struct-vtable object) type)))
        (hook! '(fibers conditions) 'wait
               (lambda (original)
                 (if (and directly type)
                     (lambda (condition)
                       (performing-here condition condition? WAIT-CONDITION (plain-wait condition)
                                        (original condition)))
                     (lambda (condition) (perform (wait condition))))))))))

(define (record-type module name)
  (let ((type (private module name)))
    (and type (struct? type) (struct-vtable? type) type)))

;; Whether an operation that is made and performed through the hooks gives its value.
(define (self-test)
  (catch #t
    (lambda ()
      (let ((make (private '(fibers operations) 'make-base-operation))
            (perform (private '(fibers operations) 'perform-operation)))
        (eqv? 42 (perform (make #f (lambda () (lambda () 42)) list)))))
    (lambda _ #f)))

;; What is replaced in Guile itself: few bindings, each a call of what was there.

(define (hook-core! name make-hook)
  (let ((variable (module-variable the-root-module name)))
    (when (and variable (variable-bound? variable))
      (variable-set! variable (make-hook (variable-ref variable))))))

(define (install-core-hooks!)
  ;; A module may be loaded at any time.
  (hook-core! 'try-module-autoload
              (lambda (original)
                (lambda arguments
                  (call-with-values (lambda () (apply original arguments))
                    (lambda results
                      (when (and (pair? arguments) (pair? (car arguments))
                                 (eq? (caar arguments) 'fibers))
                        (catch #t
                          install-hooks!
                          (lambda (key . rest)
                            (note "not all hooks could be installed (" key " " rest
                                  "); what is traced may be incomplete"))))
                      (apply values results))))))
  (hook-core! 'primitive-fork
              (lambda (original)
                (lambda ()
                  (let ((pid (original)))
                    (when (eqv? pid 0)
                      (forget-fibers!)
                      (forked!))
                    pid))))
  (for-each
   (lambda (name)
     (hook-core! name
                 (lambda (original)
                   (lambda arguments
                     (flush-all!)
                     (end-dumps!)
                     (apply original arguments)))))
   '(primitive-exit primitive-_exit execl execlp execle))
  ;; The scheduler prints what a fiber dies of.
  (hook-core! 'print-exception
              (lambda (original)
                (lambda (port frame key arguments)
                  (when (fluid-ref current-fiber)
                    (fail-fiber!
                     (catch #t
                       (lambda ()
                         (string-trim-right
                          (call-with-output-string
                            (lambda (port) (original port #f key arguments)))))
                       (lambda _ (object->string key)))))
                  (original port frame key arguments)))))

(define started? #f)

;; Begins to trace: where is a directory or a socket.
(define (trace-fibers! where)
  (unless started?
    (set! started? #t)
    (when (open-output! where
                        (capability-bits '(sizes frames offers timers reachability wakes heap)))
      (install-core-hooks!)
      (install-hooks!))))
