;;; SRFI 14: sets of characters. A set is a vector of ascending scalar values at which membership
;;; changes: inside it from the first until before the second, and so on. Sets never change, so the
;;; procedures that may reuse an argument return new sets like the others.

(library (srfi :14)
  (export
    char-set? char-set= char-set<= char-set-hash
    char-set-cursor char-set-ref char-set-cursor-next end-of-char-set?
    char-set-fold char-set-unfold char-set-unfold! char-set-for-each char-set-map
    char-set-copy char-set list->char-set string->char-set list->char-set! string->char-set!
    char-set-filter char-set-filter! ucs-range->char-set ucs-range->char-set! ->char-set
    char-set->list char-set->string char-set-size char-set-count char-set-contains?
    char-set-every char-set-any
    char-set-adjoin char-set-delete char-set-adjoin! char-set-delete!
    char-set-complement char-set-union char-set-intersection char-set-difference char-set-xor
    char-set-diff+intersection
    char-set-complement! char-set-union! char-set-intersection! char-set-difference!
    char-set-xor! char-set-diff+intersection!
    char-set:lower-case char-set:upper-case char-set:title-case char-set:letter char-set:digit
    char-set:letter+digit char-set:graphic char-set:printing char-set:whitespace
    char-set:iso-control char-set:punctuation char-set:symbol char-set:hex-digit char-set:blank
    char-set:ascii char-set:empty char-set:full
    %char-set-bounds-of %bounds->char-set)
  (import (lokoscope private builtins))

  (define-record-type char-set-type
    (make-char-set bounds)
    char-set?
    (bounds char-set-bounds))

  (define (%bounds->char-set bounds) (make-char-set bounds))

  (define (bounds-of who cs)
    (if (char-set? cs)
        (char-set-bounds cs)
        (assertion-violation who "expected a char-set" cs)))

  (define (%char-set-bounds-of cs) (bounds-of 'char-set cs))

  ;; How many bounds are not above C.
  (define (rank bounds c)
    (let loop ((low 0) (high (vector-length bounds)))
      (if (fx=? low high)
          low
          (let ((middle (fxdiv (fx+ low high) 2)))
            (if (fx<=? (vector-ref bounds middle) c)
                (loop (fx+ middle 1) high)
                (loop low middle))))))

  (define (char-set-contains? cs c)
    (fxodd? (rank (bounds-of 'char-set-contains? cs) (char->integer c))))

  ;; Walks both sets at once; KEEP? says for membership in each whether the result has it.
  (define (combine keep? a b)
    (let ((na (vector-length a)) (nb (vector-length b)))
      (let loop ((i 0) (j 0) (inside? #f) (done '()))
        (if (and (fx=? i na) (fx=? j nb))
            (list->vector (reverse done))
            (let* ((c (cond
                        ((fx=? i na) (vector-ref b j))
                        ((fx=? j nb) (vector-ref a i))
                        (else (fxmin (vector-ref a i) (vector-ref b j)))))
                   (i (if (and (fx<? i na) (fx=? (vector-ref a i) c)) (fx+ i 1) i))
                   (j (if (and (fx<? j nb) (fx=? (vector-ref b j) c)) (fx+ j 1) j))
                   (now? (keep? (fxodd? i) (fxodd? j))))
              (loop i j now? (if (eq? now? inside?) done (cons c done))))))))

  (define (either a b) (or a b))
  (define (both a b) (and a b))
  (define (first-only a b) (and a (not b)))
  (define (one-only a b) (not (eq? a b)))

  (define (combine-all who keep? first more)
    (make-char-set
      (fold-left (lambda (bounds cs) (combine keep? bounds (bounds-of who cs)))
                 (bounds-of who first) more)))

  ;; Ascending code points, perhaps with repetitions.
  (define (codes->bounds codes)
    (let loop ((codes codes) (end #f) (done '()))
      (cond
        ((null? codes)
         (list->vector (reverse (if end (cons end done) done))))
        ((not end) (loop (cdr codes) (fx+ (car codes) 1) (cons (car codes) done)))
        ((fx<? (car codes) end) (loop (cdr codes) end done))
        ((fx=? (car codes) end) (loop (cdr codes) (fx+ end 1) done))
        (else
          (loop (cdr codes) (fx+ (car codes) 1) (cons* (car codes) end done))))))

  (define (chars->bounds chars)
    (codes->bounds (list-sort fx<? (map char->integer chars))))

  ;; Calls F with each character in ascending order and a state, until STOP? says so of the state.
  (define (walk f state stop? bounds)
    (let ((n (vector-length bounds)))
      (let loop ((i 0) (c #f) (state state))
        (cond
          ((or (fx>=? i n) (stop? state)) state)
          ((not c) (loop i (vector-ref bounds i) state))
          ((fx=? c (vector-ref bounds (fx+ i 1))) (loop (fx+ i 2) #f state))
          (else (loop i (fx+ c 1) (f (integer->char c) state)))))))

  (define (never state) #f)

  ;; Comparison

  (define (char-set= . sets)
    (or (null? sets)
        (let ((first (bounds-of 'char-set= (car sets))))
          (for-all (lambda (cs) (equal? first (bounds-of 'char-set= cs))) (cdr sets)))))

  (define (char-set<= . sets)
    (or (null? sets)
        (let loop ((a (bounds-of 'char-set<= (car sets))) (rest (cdr sets)))
          (or (null? rest)
              (let ((b (bounds-of 'char-set<= (car rest))))
                (and (fx=? 0 (vector-length (combine first-only a b)))
                     (loop b (cdr rest))))))))

  (define (char-set-hash cs . bound)
    (let ((hash (equal-hash (bounds-of 'char-set-hash cs))))
      (if (or (null? bound) (eqv? (car bound) 0)) hash (mod hash (car bound)))))

  ;; Iteration. A cursor is the code point of the next character, or #f at the end.

  (define (char-set-cursor cs)
    (let ((bounds (bounds-of 'char-set-cursor cs)))
      (and (fx<? 0 (vector-length bounds)) (vector-ref bounds 0))))

  (define (char-set-ref cs cursor) (integer->char cursor))

  (define (char-set-cursor-next cs cursor)
    (let* ((bounds (bounds-of 'char-set-cursor-next cs))
           (next (fx+ cursor 1))
           (i (rank bounds next)))
      (cond
        ((fxodd? i) next)
        ((fx<? i (vector-length bounds)) (vector-ref bounds i))
        (else #f))))

  (define (end-of-char-set? cursor) (not cursor))

  (define (char-set-fold combine nil cs)
    (walk combine nil never (bounds-of 'char-set-fold cs)))

  (define char-set-unfold
    (case-lambda
      ((stop? f next seed) (char-set-unfold stop? f next seed char-set:empty))
      ((stop? f next seed base)
       (let loop ((seed seed) (chars '()))
         (if (stop? seed)
             (char-set-union base (list->char-set chars))
             (loop (next seed) (cons (f seed) chars)))))))

  (define (char-set-unfold! stop? f next seed base)
    (char-set-unfold stop? f next seed base))

  (define (char-set-for-each f cs)
    (walk (lambda (c ignored) (f c) #f) #f never (bounds-of 'char-set-for-each cs))
    (if #f #f))

  (define (char-set-map f cs)
    (list->char-set (char-set-fold (lambda (c chars) (cons (f c) chars)) '() cs)))

  ;; Creation

  (define (char-set-copy cs) (make-char-set (bounds-of 'char-set-copy cs)))
  (define (char-set . chars) (make-char-set (chars->bounds chars)))

  (define (with-base who bounds base)
    (make-char-set
      (if (null? base) bounds (combine either bounds (bounds-of who (car base))))))

  (define (list->char-set chars . base)
    (with-base 'list->char-set (chars->bounds chars) base))

  (define (list->char-set! chars base) (list->char-set chars base))

  (define (string->char-set string . base)
    (with-base 'string->char-set (chars->bounds (string->list string)) base))

  (define (string->char-set! string base) (string->char-set string base))

  (define (char-set-filter accept? cs . base)
    (with-base 'char-set-filter
      (chars->bounds
        (char-set-fold (lambda (c chars) (if (accept? c) (cons c chars) chars)) '() cs))
      base))

  (define (char-set-filter! accept? cs base) (char-set-filter accept? cs base))

  (define (ucs-range->char-set lower upper . options)
    (unless (and (fixnum? lower) (fixnum? upper) (fx<=? 0 lower upper))
      (assertion-violation 'ucs-range->char-set "expected two code points" lower upper))
    (when (and (pair? options) (car options) (fx<? #x110000 upper))
      (assertion-violation 'ucs-range->char-set "no code points of characters" lower upper))
    (with-base 'ucs-range->char-set
      (combine both (if (fx=? lower upper) '#() (vector lower upper))
               (char-set-bounds char-set:full))
      (if (pair? options) (cdr options) '())))

  (define (ucs-range->char-set! lower upper error? base)
    (ucs-range->char-set lower upper error? base))

  (define (->char-set x)
    (cond
      ((char-set? x) x)
      ((string? x) (string->char-set x))
      ((char? x) (char-set x))
      (else (assertion-violation '->char-set "expected a char-set, string or character" x))))

  ;; Querying

  (define (char-set->list cs) (reverse (char-set-fold cons '() cs)))
  (define (char-set->string cs) (list->string (char-set->list cs)))

  (define (char-set-size cs)
    (let ((bounds (bounds-of 'char-set-size cs)))
      (let loop ((i 0) (size 0))
        (if (fx<? i (vector-length bounds))
            (loop (fx+ i 2)
                  (fx+ size (fx- (vector-ref bounds (fx+ i 1)) (vector-ref bounds i))))
            size))))

  (define (char-set-count accept? cs)
    (char-set-fold (lambda (c n) (if (accept? c) (fx+ n 1) n)) 0 cs))

  (define (char-set-every accept? cs)
    (walk (lambda (c result) (accept? c)) #t not (bounds-of 'char-set-every cs)))

  (define (char-set-any accept? cs)
    (walk (lambda (c result) (accept? c)) #f (lambda (x) x) (bounds-of 'char-set-any cs)))

  ;; Algebra

  (define (char-set-adjoin cs . chars)
    (make-char-set (combine either (bounds-of 'char-set-adjoin cs) (chars->bounds chars))))

  (define (char-set-delete cs . chars)
    (make-char-set (combine first-only (bounds-of 'char-set-delete cs) (chars->bounds chars))))

  (define (char-set-adjoin! cs . chars) (apply char-set-adjoin cs chars))
  (define (char-set-delete! cs . chars) (apply char-set-delete cs chars))

  (define (char-set-complement cs)
    (make-char-set
      (combine first-only (char-set-bounds char-set:full) (bounds-of 'char-set-complement cs))))

  (define (char-set-union . sets)
    (combine-all 'char-set-union either char-set:empty sets))

  (define (char-set-intersection . sets)
    (combine-all 'char-set-intersection both char-set:full sets))

  (define (char-set-difference cs . more)
    (combine-all 'char-set-difference first-only cs more))

  (define (char-set-xor . sets)
    (combine-all 'char-set-xor one-only char-set:empty sets))

  (define (char-set-diff+intersection cs . more)
    (let ((others (apply char-set-union more)))
      (values (char-set-difference cs others) (char-set-intersection cs others))))

  (define (char-set-complement! cs) (char-set-complement cs))
  (define (char-set-union! cs . more) (apply char-set-union cs more))
  (define (char-set-intersection! cs . more) (apply char-set-intersection cs more))
  (define (char-set-difference! cs . more) (apply char-set-difference cs more))
  (define (char-set-xor! cs . more) (apply char-set-xor cs more))
  (define (char-set-diff+intersection! cs . more)
    (apply char-set-diff+intersection cs more))

  ;; The standard sets

  (define (property name) (make-char-set (%char-set-bounds name)))

  (define char-set:empty (make-char-set '#()))
  (define char-set:full (make-char-set '#(0 #xD800 #xE000 #x110000)))
  (define char-set:ascii (make-char-set '#(0 128)))
  (define char-set:lower-case (property 'lower-case))
  (define char-set:upper-case (property 'upper-case))
  (define char-set:title-case (property 'title-case))
  (define char-set:letter (property 'letter))
  (define char-set:digit (property 'digit))
  (define char-set:letter+digit (char-set-union char-set:letter char-set:digit))
  (define char-set:punctuation (property 'punctuation))
  (define char-set:symbol (property 'symbol))
  (define char-set:graphic
    (char-set-union char-set:letter+digit char-set:punctuation char-set:symbol))
  (define char-set:whitespace (property 'whitespace))
  (define char-set:printing (char-set-union char-set:graphic char-set:whitespace))
  (define char-set:blank (property 'blank))
  (define char-set:iso-control (property 'iso-control))
  (define char-set:hex-digit (make-char-set '#(48 58 65 71 97 103))))
