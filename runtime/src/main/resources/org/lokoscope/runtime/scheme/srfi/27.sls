;;; SRFI 27: sources of random bits. The generator is L'Ecuyer's MRG32k3a ("Good parameters and
;;; implementations for combined multiple recursive random number generators", 1999): two
;;; recurrences of order three. The default source starts at a state that the world gives, so that
;;; a run with a seed repeats itself.

(library (srfi :27)
  (export
    random-integer random-real default-random-source make-random-source random-source?
    random-source-state-ref random-source-state-set!
    random-source-randomize! random-source-pseudo-randomize!
    random-source-make-integers random-source-make-reals)
  (import
    (except (lokoscope private builtins) random-integer random-real)
    (rename (only (lokoscope private builtins) random-integer) (random-integer world-integer)))

  (define m1 4294967087)
  (define m2 4294944443)

  ;; The state is a vector: the last three values of each recurrence, oldest first.
  (define-record-type random-source
    (new-source state)
    random-source?
    (state source-state set-source-state!))

  (define (initial-state) (vector 1065 1065 1065 2130 2130 2130))

  (define (make-random-source) (new-source (initial-state)))

  (define default-random-source
    (let ((source (make-random-source)))
      (random-source-randomize! source)
      source))

  (define (check who source)
    (unless (random-source? source)
      (assertion-violation who "expected a random source" source)))

  ;; The next number of 0 ... m1 - 1.
  (define (next! state)
    (let* ((x (fxmod (fx- (fx* 1403580 (vector-ref state 1)) (fx* 810728 (vector-ref state 0)))
                     m1))
           (y (fxmod (fx- (fx* 527612 (vector-ref state 5)) (fx* 1370589 (vector-ref state 3)))
                     m2)))
      (vector-set! state 0 (vector-ref state 1))
      (vector-set! state 1 (vector-ref state 2))
      (vector-set! state 2 x)
      (vector-set! state 3 (vector-ref state 4))
      (vector-set! state 4 (vector-ref state 5))
      (vector-set! state 5 y)
      (fxmod (fx- x y) m1)))

  ;; Numbers of 0 ... n - 1: draws numbers of 0 ... size - 1 until one is not in the rest of the
  ;; division, where size is a power of m1.
  (define (integer! state n)
    (let enlarge ((size m1) (digits 1))
      (if (< size n)
          (enlarge (* size m1) (+ digits 1))
          (let ((limit (- size (mod size n))))
            (let draw ()
              (let collect ((digits digits) (x 0))
                (cond
                  ((fx<? 0 digits)
                   (collect (fx- digits 1) (+ (* x m1) (next! state))))
                  ((< x limit) (mod x n))
                  (else (draw)))))))))

  (define (random-source-make-integers source)
    (check 'random-source-make-integers source)
    (lambda (n)
      (unless (and (integer? n) (exact? n) (positive? n))
        (assertion-violation 'random-integer "expected a positive exact integer" n))
      (integer! (source-state source) n)))

  (define steps 9007199254740992)

  (define random-source-make-reals
    (case-lambda
      ((source)
       (check 'random-source-make-reals source)
       (lambda ()
         (/ (inexact (+ 1 (integer! (source-state source) (- steps 1)))) 9007199254740992.0)))
      ((source unit)
       (check 'random-source-make-reals source)
       (unless (and (real? unit) (< 0 unit 1))
         (assertion-violation 'random-source-make-reals "expected a number between 0 and 1" unit))
       (let ((n (- (exact (ceiling (/ unit))) 1)))
         (lambda ()
           (* unit (+ 1 (integer! (source-state source) n))))))))

  (define (random-integer n)
    ((random-source-make-integers default-random-source) n))

  (define (random-real)
    ((random-source-make-reals default-random-source)))

  ;; States

  (define (random-source-state-ref source)
    (check 'random-source-state-ref source)
    (cons 'mrg32k3a (vector->list (source-state source))))

  (define (random-source-state-set! source state)
    (check 'random-source-state-set! source)
    (unless (and (list? state) (= (length state) 7) (eq? (car state) 'mrg32k3a)
                 (for-all (lambda (x) (and (fixnum? x) (< -1 x m1))) (cdr state)))
      (assertion-violation 'random-source-state-set! "expected a state" state))
    (set-source-state! source (list->vector (cdr state))))

  (define (random-source-randomize! source)
    (check 'random-source-randomize! source)
    (set-source-state! source
      (vector (+ 1 (world-integer (- m1 1))) (world-integer m1) (world-integer m1)
              (+ 1 (world-integer (- m2 1))) (world-integer m2) (world-integer m2))))

  ;; Matrices of three rows, as lists, modulo m.

  (define (multiply a b m)
    (let ((columns (apply map list b)))
      (map (lambda (row)
             (map (lambda (column) (mod (apply + (map * row column)) m)) columns))
           a)))

  (define (power a n m)
    (cond
      ((= n 0) '((1 0 0) (0 1 0) (0 0 1)))
      ((even? n) (power (multiply a a m) (div n 2) m))
      (else (multiply a (power a (- n 1) m) m))))

  (define (jump matrix n m state)
    (apply append (multiply (power matrix n m) (map list state) m)))

  ;; Sub-stream J of stream I is I * 2^127 + J * 2^76 steps away from the initial state.
  (define (random-source-pseudo-randomize! source i j)
    (check 'random-source-pseudo-randomize! source)
    (unless (and (integer? i) (exact? i) (<= 0 i) (integer? j) (exact? j) (<= 0 j))
      (assertion-violation 'random-source-pseudo-randomize! "expected two natural numbers" i j))
    (let ((n (+ (* i (expt 2 127)) (* j (expt 2 76)))) (state (vector->list (initial-state))))
      (set-source-state! source
        (list->vector
          (append
            (jump '((0 1 0) (0 0 1) (-810728 1403580 0)) n m1 (list-head state 3))
            (jump '((0 1 0) (0 0 1) (-1370589 0 527612)) n m2 (list-tail state 3))))))))
