;;; SRFI 42: eager comprehensions. A generator (g arg ...) is a macro that is called with a
;;; continuation before its arguments, (g (k x ...) arg ...), and expands in the end into
;;; (k x ... (:do (let bindings command ...) loop-bindings test (let bindings command ...) test steps)).

(library (srfi :42)
  (export
    do-ec list-ec append-ec string-ec string-append-ec vector-ec vector-of-length-ec
    sum-ec product-ec min-ec max-ec any?-ec every?-ec first-ec last-ec fold-ec fold3-ec
    : :list :string :vector :integers :range :real-range :char-range :port :dispatched
    :do :let :parallel :while :until
    :-dispatch-ref :-dispatch-set! make-initial-:-dispatch dispatch-union :generator-proc)
  (import (lokoscope private builtins))

  ;; Nesting

  (define-syntax do-ec
    (syntax-rules ()
      ((_ qualifier ... command)
       (nest (qualifier ...) command))))

  (define-syntax nest
    (syntax-rules (nested if not and or begin)
      ((_ () command) command)
      ((_ ((nested qualifier ...) more ...) command)
       (nest (qualifier ... more ...) command))
      ((_ ((if test) more ...) command)
       (if test (nest (more ...) command)))
      ((_ ((not test) more ...) command)
       (if (not test) (nest (more ...) command)))
      ((_ ((and test ...) more ...) command)
       (if (and test ...) (nest (more ...) command)))
      ((_ ((or test ...) more ...) command)
       (if (or test ...) (nest (more ...) command)))
      ((_ ((begin form ...) more ...) command)
       (let () form ... (nest (more ...) command)))
      ((_ ((generator argument ...) more ...) command)
       (generator (run-loop (more ...) command) argument ...))))

  (define-syntax run-loop
    (syntax-rules ()
      ((_ qualifiers command
          (_do (outer-let outer-bindings outer ...) loop-bindings more?
               (inner-let inner-bindings inner ...) go-on? (step ...)))
       (outer-let outer-bindings
         outer ...
         (let loop loop-bindings
           (if more?
               (inner-let inner-bindings
                 inner ...
                 (nest qualifiers command)
                 (if go-on? (loop step ...)))))))))

  ;; As NEST, but all loops end once STOP? is true.
  (define-syntax nest-until
    (syntax-rules (nested if not and or begin)
      ((_ stop? () command) command)
      ((_ stop? ((nested qualifier ...) more ...) command)
       (nest-until stop? (qualifier ... more ...) command))
      ((_ stop? ((if test) more ...) command)
       (if test (nest-until stop? (more ...) command)))
      ((_ stop? ((not test) more ...) command)
       (if (not test) (nest-until stop? (more ...) command)))
      ((_ stop? ((and test ...) more ...) command)
       (if (and test ...) (nest-until stop? (more ...) command)))
      ((_ stop? ((or test ...) more ...) command)
       (if (or test ...) (nest-until stop? (more ...) command)))
      ((_ stop? ((begin form ...) more ...) command)
       (let () form ... (nest-until stop? (more ...) command)))
      ((_ stop? ((generator argument ...) more ...) command)
       (:until (run-loop-until stop? (more ...) command) (generator argument ...) stop?))))

  (define-syntax run-loop-until
    (syntax-rules ()
      ((_ stop? qualifiers command loop)
       (run-loop () (nest-until stop? qualifiers command) loop))))

  ;; Comprehensions

  (define-syntax fold-ec
    (syntax-rules ()
      ((_ initial qualifier ... expression combine)
       (let ((result initial))
         (do-ec qualifier ... (set! result (combine expression result)))
         result))))

  (define-syntax fold3-ec
    (syntax-rules ()
      ((_ initial qualifier ... expression first combine)
       (let ((result #f) (empty? #t))
         (do-ec qualifier ...
           (let ((value expression))
             (if empty?
                 (begin
                   (set! result (first value))
                   (set! empty? #f))
                 (set! result (combine value result)))))
         (if empty? initial result)))))

  (define-syntax list-ec
    (syntax-rules ()
      ((_ form ...) (reverse (fold-ec '() form ... cons)))))

  (define-syntax append-ec
    (syntax-rules ()
      ((_ form ...) (apply append (list-ec form ...)))))

  (define-syntax string-ec
    (syntax-rules ()
      ((_ form ...) (reverse-list->string (fold-ec '() form ... cons)))))

  (define-syntax string-append-ec
    (syntax-rules ()
      ((_ form ...) (string-concatenate (list-ec form ...)))))

  (define-syntax vector-ec
    (syntax-rules ()
      ((_ form ...) (list->vector (list-ec form ...)))))

  (define-syntax vector-of-length-ec
    (syntax-rules ()
      ((_ length qualifier ... expression)
       (let* ((n length) (v (make-vector n)) (i 0))
         (do-ec qualifier ...
           (begin
             (check-length (< i n))
             (vector-set! v i expression)
             (set! i (+ i 1))))
         (check-length (= i n))
         v))))

  (define (check-length right?)
    (unless right?
      (assertion-violation 'vector-of-length-ec "the number of values is not the length")))

  (define-syntax sum-ec
    (syntax-rules ()
      ((_ form ...) (fold-ec 0 form ... +))))

  (define-syntax product-ec
    (syntax-rules ()
      ((_ form ...) (fold-ec 1 form ... *))))

  (define-syntax min-ec
    (syntax-rules ()
      ((_ form ...) (fold3-ec (min) form ... min min))))

  (define-syntax max-ec
    (syntax-rules ()
      ((_ form ...) (fold3-ec (max) form ... max max))))

  (define-syntax first-ec
    (syntax-rules ()
      ((_ default qualifier ... expression)
       (let ((result default) (stop? #f))
         (nest-until stop? (qualifier ...)
           (begin
             (set! result expression)
             (set! stop? #t)))
         result))))

  (define-syntax last-ec
    (syntax-rules ()
      ((_ default qualifier ... expression)
       (let ((result default))
         (do-ec qualifier ... (set! result expression))
         result))))

  (define-syntax any?-ec
    (syntax-rules ()
      ((_ qualifier ... test)
       (first-ec #f qualifier ... (if test) #t))))

  (define-syntax every?-ec
    (syntax-rules ()
      ((_ qualifier ... test)
       (first-ec #t qualifier ... (not test) #f))))

  ;; The form of all loops

  (define-syntax :do
    (syntax-rules ()
      ((_ (continue ...) outer loop-bindings more? inner go-on? steps)
       (continue ... (:do outer loop-bindings more? inner go-on? steps)))
      ((_ continuation loop-bindings more? steps)
       (:do continuation (let ()) loop-bindings more? (let ()) #t steps))))

  (define-syntax :let
    (syntax-rules (index)
      ((_ continuation var (index i) expression)
       (:do continuation (let ((var expression) (i 0))) () #t (let ()) #f ()))
      ((_ continuation var expression)
       (:do continuation (let ((var expression))) () #t (let ()) #f ()))))

  ;; Modified generators

  (define-syntax :parallel
    (syntax-rules ()
      ((_ (continue ...)) (continue ...))
      ((_ continuation (generator argument ...))
       (generator continuation argument ...))
      ((_ continuation (generator argument ...) more ...)
       (generator (merge-first continuation (more ...)) argument ...))))

  (define-syntax merge-first
    (syntax-rules ()
      ((_ continuation ((generator argument ...) more ...) loop)
       (generator (merge-next continuation (more ...) loop) argument ...))))

  (define-syntax merge-next
    (syntax-rules ()
      ((_ continuation generators
          (_do (let-1 (outer-binding-1 ...) outer-1 ...) (loop-binding-1 ...) more-1?
               (let-2 (inner-binding-1 ...) inner-1 ...) go-on-1? (step-1 ...))
          (_again (let-3 (outer-binding-2 ...) outer-2 ...) (loop-binding-2 ...) more-2?
               (let-4 (inner-binding-2 ...) inner-2 ...) go-on-2? (step-2 ...)))
       (merge-rest continuation generators
         (let-1 (outer-binding-1 ... outer-binding-2 ...) outer-1 ... outer-2 ...)
         (loop-binding-1 ... loop-binding-2 ...)
         (and more-1? more-2?)
         (let-2 (inner-binding-1 ... inner-binding-2 ...) inner-1 ... inner-2 ...)
         (and go-on-1? go-on-2?)
         (step-1 ... step-2 ...)))))

  (define-syntax merge-rest
    (syntax-rules ()
      ((_ continuation () part ...) (:do continuation part ...))
      ((_ continuation generators part ...)
       (merge-first continuation generators (:do part ...)))))

  ;; What the inner bindings compute is needed by the test, before the body runs.
  (define-syntax :while
    (syntax-rules ()
      ((_ continuation (generator argument ...) test)
       (generator (add-while continuation test) argument ...))))

  (define-syntax add-while
    (lambda (x)
      (syntax-case x ()
        ((_ continuation test
            (_do (outer-let (outer-binding ...) outer ...) loop-bindings more?
                 (inner-let ((name value) ...) inner ...) go-on? steps))
         (with-syntax (((kept ...) (generate-temporaries #'(name ...))))
           #'(:do continuation
               (outer-let (outer-binding ... (kept #f) ...) outer ...)
               loop-bindings
               (and more?
                    (inner-let ((name value) ...)
                      inner ...
                      (set! kept name) ...
                      test))
               (inner-let ((name kept) ...))
               go-on?
               steps))))))

  (define-syntax :until
    (syntax-rules ()
      ((_ continuation (generator argument ...) test)
       (generator (add-until continuation test) argument ...))))

  (define-syntax add-until
    (syntax-rules ()
      ((_ continuation test (_do outer loop-bindings more? inner go-on? steps))
       (:do continuation outer loop-bindings more? inner (and go-on? (not test)) steps))))

  ;; Typed generators

  (define-syntax :integers
    (syntax-rules (index)
      ((_ continuation var (index i))
       (:do continuation ((var 0) (i 0)) #t ((+ var 1) (+ i 1))))
      ((_ continuation var)
       (:do continuation ((var 0)) #t ((+ var 1))))))

  (define-syntax :list
    (syntax-rules (index)
      ((_ continuation var (index i) argument ...)
       (:parallel continuation (:list var argument ...) (:integers i)))
      ((_ continuation var items)
       (:do continuation (let ()) ((rest items)) (pair? rest)
         (let ((var (car rest)))) #t ((cdr rest))))
      ((_ continuation var items more ...)
       (:list continuation var (append items more ...)))))

  (define-syntax :string
    (syntax-rules (index)
      ((_ continuation var (index i) string)
       (:do continuation (let ((s string))) ((i 0)) (< i (string-length s))
         (let ((var (string-ref s i)))) #t ((+ i 1))))
      ((_ continuation var (index i) string more ...)
       (:string continuation var (index i) (string-append string more ...)))
      ((_ continuation var argument ...)
       (:string continuation var (index i) argument ...))))

  (define-syntax :vector
    (syntax-rules (index)
      ((_ continuation var (index i) vector)
       (:do continuation (let ((v vector))) ((i 0)) (< i (vector-length v))
         (let ((var (vector-ref v i)))) #t ((+ i 1))))
      ((_ continuation var (index i) vector more ...)
       (:vector continuation var (index i) (vector-append vector more ...)))
      ((_ continuation var argument ...)
       (:vector continuation var (index i) argument ...))))

  (define-syntax :range
    (syntax-rules (index)
      ((_ continuation var (index i) argument ...)
       (:parallel continuation (:range var argument ...) (:integers i)))
      ((_ continuation var stop)
       (:range continuation var 0 stop))
      ((_ continuation var start stop)
       (:do continuation
         (let ((from start) (to stop)) (check-range from to 1))
         ((var from)) (< var to) (let ()) #t ((+ var 1))))
      ((_ continuation var start stop step)
       (:do continuation
         (let ((from start) (to stop) (by step)) (check-range from to by))
         ((var from)) (if (positive? by) (< var to) (> var to)) (let ()) #t ((+ var by))))))

  (define (check-range from to by)
    (for-each
      (lambda (x)
        (unless (and (integer? x) (exact? x))
          (assertion-violation ':range "expected an exact integer" x)))
      (list from to by))
    (when (zero? by)
      (assertion-violation ':range "the step must not be zero")))

  (define-syntax :real-range
    (syntax-rules (index)
      ((_ continuation var (index i) stop)
       (:real-range continuation var (index i) 0 stop 1))
      ((_ continuation var (index i) start stop)
       (:real-range continuation var (index i) start stop 1))
      ((_ continuation var (index i) start stop step)
       (:do continuation
         (let ((from start) (to stop) (by step) (n #f))
           (set! n (real-count from to by))
           (set! from (if (and (exact? from) (exact? n) (exact? by)) from (inexact from))))
         ((i 0)) (< i n) (let ((var (+ from (* i by))))) #t ((+ i 1))))
      ((_ continuation var argument ...)
       (:real-range continuation var (index i) argument ...))))

  (define (real-count from to by)
    (for-each
      (lambda (x)
        (unless (real? x)
          (assertion-violation ':real-range "expected a real number" x)))
      (list from to by))
    (when (zero? by)
      (assertion-violation ':real-range "the step must not be zero"))
    (/ (- to from) by))

  (define-syntax :char-range
    (syntax-rules (index)
      ((_ continuation var (index i) argument ...)
       (:parallel continuation (:char-range var argument ...) (:integers i)))
      ((_ continuation var first last)
       (:do continuation
         (let ((to (char->integer last)))) ((code (char->integer first))) (<= code to)
         (let ((var (integer->char code)))) #t ((next-code code))))))

  ;; There are no characters between #\xD7FF and #\xE000.
  (define (next-code code)
    (if (= code #xD7FF) #xE000 (+ code 1)))

  (define-syntax :port
    (syntax-rules (index)
      ((_ continuation var (index i) argument ...)
       (:parallel continuation (:port var argument ...) (:integers i)))
      ((_ continuation var port)
       (:port continuation var port read))
      ((_ continuation var port read-item)
       (:do continuation
         (let ((p port) (next read-item)))
         ((var (next p))) (not (eof-object? var)) (let ()) #t ((next p))))))

  ;; Generators that are found out when the program runs

  (define-syntax :dispatched
    (syntax-rules (index)
      ((_ continuation var (index i) dispatch argument ...)
       (:parallel continuation (:dispatched var dispatch argument ...) (:integers i)))
      ((_ continuation var dispatch argument0 argument ...)
       (:do continuation
         (let ((next (dispatched dispatch (list argument0 argument ...))) (end (list 'end))))
         ((var (next end))) (not (eq? var end)) (let ()) #t ((next end))))))

  (define (dispatched dispatch arguments)
    (let ((next (dispatch arguments)))
      (unless (procedure? next)
        (assertion-violation ':dispatched "no generator for these arguments"
          arguments (dispatch '())))
      next))

  (define-syntax :
    (syntax-rules (index)
      ((_ continuation var (index i) argument ...)
       (:dispatched continuation var (index i) (:-dispatch-ref) argument ...))
      ((_ continuation var argument ...)
       (:dispatched continuation var (:-dispatch-ref) argument ...))))

  ;; A procedure that returns the next value at each call, or its argument at the end.
  (define-syntax :generator-proc
    (syntax-rules ()
      ((_ (generator argument ...))
       (generator (make-generator-proc var) var argument ...))))

  (define-syntax make-generator-proc
    (lambda (x)
      (syntax-case x ()
        ((_ var
            (_do (outer-let outer-bindings outer ...) ((name value) ...) more?
                 (inner-let inner-bindings inner ...) go-on? (step ...)))
         (with-syntax (((next ...) (generate-temporaries #'(name ...))))
           #'(outer-let outer-bindings
               outer ...
               (let ((name value) ... (over? #f))
                 (lambda (end)
                   (if (and (not over?) more?)
                       (inner-let inner-bindings
                         inner ...
                         (let ((result var))
                           (if go-on?
                               (let ((next step) ...)
                                 (set! name next) ...
                                 #f)
                               (set! over? #t))
                           result))
                       (begin
                         (set! over? #t)
                         end))))))))))

  (define (make-initial-:-dispatch)
    (lambda (arguments)
      (define (all? type?) (for-all type? arguments))
      (define (between? least most) (<= least (length arguments) most))
      (define (exact-integer? x) (and (integer? x) (exact? x)))
      (cond
        ((null? arguments) 'SRFI42)
        ((all? list?) (:generator-proc (:list (apply append arguments))))
        ((all? string?) (:generator-proc (:string (string-concatenate arguments))))
        ((all? vector?) (:generator-proc (:vector (apply vector-append arguments))))
        ((and (between? 1 3) (all? exact-integer?))
         (apply
           (case-lambda
             ((stop) (:generator-proc (:range stop)))
             ((start stop) (:generator-proc (:range start stop)))
             ((start stop step) (:generator-proc (:range start stop step))))
           arguments))
        ((and (between? 1 3) (all? real?))
         (apply
           (case-lambda
             ((stop) (:generator-proc (:real-range stop)))
             ((start stop) (:generator-proc (:real-range start stop)))
             ((start stop step) (:generator-proc (:real-range start stop step))))
           arguments))
        ((and (between? 2 2) (all? char?))
         (:generator-proc (:char-range (car arguments) (cadr arguments))))
        ((and (between? 1 1) (input-port? (car arguments)))
         (:generator-proc (:port (car arguments))))
        ((and (between? 2 2) (input-port? (car arguments)) (procedure? (cadr arguments)))
         (:generator-proc (:port (car arguments) (cadr arguments))))
        (else #f))))

  (define dispatcher (box #f))

  (define (:-dispatch-ref)
    (unless (unbox dispatcher)
      (set-box! dispatcher (make-initial-:-dispatch)))
    (unbox dispatcher))

  (define (:-dispatch-set! dispatch)
    (unless (procedure? dispatch)
      (assertion-violation ':-dispatch-set! "expected a procedure" dispatch))
    (set-box! dispatcher dispatch))

  (define (dispatch-union d1 d2)
    (define (as-list x) (if (list? x) x (list x)))
    (lambda (arguments)
      (let ((g1 (d1 arguments)) (g2 (d2 arguments)))
        (cond
          ((null? arguments) (append (as-list g1) (as-list g2)))
          ((and g1 g2)
           (assertion-violation 'dispatch-union "two dispatchers want these arguments"
             arguments (d1 '()) (d2 '())))
          (else (or g1 g2)))))))
