;;; SRFI 128: comparators, which bundle a type test, an equality, an ordering and a hash function.

(library (srfi :128)
  (export
    comparator? comparator-ordered? comparator-hashable?
    make-comparator make-pair-comparator make-list-comparator make-vector-comparator
    make-eq-comparator make-eqv-comparator make-equal-comparator
    boolean-hash char-hash char-ci-hash string-hash string-ci-hash symbol-hash number-hash
    make-default-comparator default-hash comparator-register-default!
    comparator-type-test-predicate comparator-equality-predicate
    comparator-ordering-predicate comparator-hash-function
    comparator-test-type comparator-check-type comparator-hash
    hash-bound hash-salt
    =? <? >? <=? >=? comparator-if<=>)
  (import (lokoscope private builtins))

  (define-record-type comparator-type
    (new-comparator type-test equality ordering hash ordered hashable)
    comparator?
    (type-test comparator-type-test-predicate)
    (equality comparator-equality-predicate)
    (ordering comparator-ordering-predicate)
    (hash comparator-hash-function)
    (ordered comparator-ordered?)
    (hashable comparator-hashable?))

  ;; An equality of #t is derived from the ordering.
  (define (make-comparator type-test equality ordering hash)
    (new-comparator
      (if (eq? type-test #t) (lambda (x) #t) type-test)
      (if (eq? equality #t)
          (lambda (x y) (not (or (ordering x y) (ordering y x))))
          equality)
      (or ordering
          (lambda (x y) (assertion-violation '<? "the comparator has no ordering" x y)))
      (or hash
          (lambda (x) (assertion-violation 'comparator-hash "the comparator has no hash" x)))
      (and ordering #t)
      (and hash #t)))

  (define (make-eq-comparator) (make-comparator #t eq? #f default-hash))
  (define (make-eqv-comparator) (make-comparator #t eqv? #f default-hash))
  (define (make-equal-comparator) (make-comparator #t equal? #f default-hash))

  ;; Hashing. Bound and salt are what R7RS lets every program see as syntax.

  (define-syntax hash-bound (syntax-rules () ((_) 33554432)))
  (define-syntax hash-salt (syntax-rules () ((_) 16064047)))

  (define (mixed hash other)
    (mod (+ (* 31 hash) other) (hash-bound)))

  (define (boolean-hash x) (if x 1 0))
  (define (char-hash c) (char->integer c))
  (define (char-ci-hash c) (char->integer (char-foldcase c)))

  (define (number-hash x)
    (cond
      ((and (real? x) (finite? x)) (mod (equal-hash (exact x)) (hash-bound)))
      ((real? x) (if (nan? x) 3 (if (positive? x) 1 2)))
      (else (mixed (number-hash (real-part x)) (number-hash (imag-part x))))))

  (define (default-hash x)
    (cond
      ((pair? x)
       (let loop ((x x) (hash 7))
         (if (pair? x)
             (loop (cdr x) (mixed hash (default-hash (car x))))
             (mixed hash (default-hash x)))))
      ((vector? x)
       (fold-left (lambda (hash item) (mixed hash (default-hash item))) 11 (vector->list x)))
      ((number? x) (number-hash x))
      ((boolean? x) (boolean-hash x))
      ((char? x) (char-hash x))
      ((string? x) (string-hash x))
      ((symbol? x) (symbol-hash x))
      ((or (null? x) (bytevector? x)) (mod (equal-hash x) (hash-bound)))
      (else
        (let ((comparator (registered x)))
          (if comparator (comparator-hash comparator x) (mod (equal-hash x) (hash-bound)))))))

  ;; Composite comparators

  (define (make-pair-comparator first second)
    (make-comparator
      (lambda (x)
        (and (pair? x)
             (comparator-test-type first (car x))
             (comparator-test-type second (cdr x))))
      (lambda (a b)
        (and (=? first (car a) (car b))
             (=? second (cdr a) (cdr b))))
      (and (comparator-ordered? first) (comparator-ordered? second)
           (lambda (a b)
             (if (=? first (car a) (car b))
                 (<? second (cdr a) (cdr b))
                 (<? first (car a) (car b)))))
      (and (comparator-hashable? first) (comparator-hashable? second)
           (lambda (x)
             (mixed (comparator-hash first (car x)) (comparator-hash second (cdr x)))))))

  (define make-list-comparator
    (case-lambda
      ((element) (make-list-comparator element list? null? car cdr))
      ((element type-test empty? head tail)
       (make-comparator
         (lambda (x)
           (and (type-test x)
                (let loop ((x x))
                  (or (empty? x)
                      (and (comparator-test-type element (head x)) (loop (tail x)))))))
         (lambda (a b)
           (let loop ((a a) (b b))
             (cond
               ((empty? a) (empty? b))
               ((empty? b) #f)
               (else (and (=? element (head a) (head b)) (loop (tail a) (tail b)))))))
         (and (comparator-ordered? element)
              (lambda (a b)
                (let loop ((a a) (b b))
                  (cond
                    ((empty? a) (not (empty? b)))
                    ((empty? b) #f)
                    ((=? element (head a) (head b)) (loop (tail a) (tail b)))
                    (else (<? element (head a) (head b)))))))
         (and (comparator-hashable? element)
              (lambda (x)
                (let loop ((x x) (hash 5))
                  (if (empty? x)
                      hash
                      (loop (tail x) (mixed hash (comparator-hash element (head x))))))))))))

  ;; Shorter vectors come first.
  (define make-vector-comparator
    (case-lambda
      ((element) (make-vector-comparator element vector? vector-length vector-ref))
      ((element type-test length ref)
       (make-comparator
         (lambda (x)
           (and (type-test x)
                (let ((n (length x)))
                  (let loop ((i 0))
                    (or (= i n)
                        (and (comparator-test-type element (ref x i)) (loop (+ i 1))))))))
         (lambda (a b)
           (let ((n (length a)))
             (and (= n (length b))
                  (let loop ((i 0))
                    (or (= i n)
                        (and (=? element (ref a i) (ref b i)) (loop (+ i 1))))))))
         (and (comparator-ordered? element)
              (lambda (a b)
                (let ((n (length a)) (m (length b)))
                  (if (= n m)
                      (let loop ((i 0))
                        (and (< i n)
                             (if (=? element (ref a i) (ref b i))
                                 (loop (+ i 1))
                                 (<? element (ref a i) (ref b i)))))
                      (< n m)))))
         (and (comparator-hashable? element)
              (lambda (x)
                (let ((n (length x)))
                  (let loop ((i 0) (hash 13))
                    (if (= i n)
                        hash
                        (loop (+ i 1) (mixed hash (comparator-hash element (ref x i)))))))))))))

  ;; The default comparator. Types come in the order of their ranks; those of registered
  ;; comparators come last, in the order of registration.

  (define registry (box '()))

  (define (comparator-register-default! comparator)
    (set-box! registry (append (unbox registry) (list comparator))))

  (define (registered x)
    (find (lambda (comparator) (comparator-test-type comparator x)) (unbox registry)))

  (define (rank x)
    (cond
      ((null? x) 0)
      ((pair? x) 1)
      ((boolean? x) 2)
      ((char? x) 3)
      ((string? x) 4)
      ((symbol? x) 5)
      ((number? x) 6)
      ((vector? x) 7)
      ((bytevector? x) 8)
      (else
        (let loop ((rest (unbox registry)) (i 9))
          (cond
            ((null? rest) i)
            ((comparator-test-type (car rest) x) i)
            (else (loop (cdr rest) (+ i 1))))))))

  (define (default=? a b)
    (let ((rank-a (rank a)))
      (and (= rank-a (rank b))
           (case rank-a
             ((0) #t)
             ((1) (and (default=? (car a) (car b)) (default=? (cdr a) (cdr b))))
             ((6) (= a b))
             ((7) (=? vectors a b))
             ((2 3 4 5 8) (equal? a b))
             (else
               (let ((comparator (registered a)))
                 (if comparator (=? comparator a b) (equal? a b))))))))

  (define (complex<? a b)
    (if (and (real? a) (real? b))
        (< a b)
        (or (< (real-part a) (real-part b))
            (and (= (real-part a) (real-part b))
                 (< (imag-part a) (imag-part b))))))

  (define (default<? a b)
    (let ((rank-a (rank a)) (rank-b (rank b)))
      (if (= rank-a rank-b)
          (case rank-a
            ((0) #f)
            ((1)
             (if (default=? (car a) (car b))
                 (default<? (cdr a) (cdr b))
                 (default<? (car a) (car b))))
            ((2) (and (not a) b))
            ((3) (char<? a b))
            ((4) (string<? a b))
            ((5) (string<? (symbol->string a) (symbol->string b)))
            ((6) (complex<? a b))
            ((7) (<? vectors a b))
            ((8) (<? bytevectors a b))
            (else
              (let ((comparator (registered a)))
                (if comparator
                    (<? comparator a b)
                    (assertion-violation '<? "objects without an order" a b)))))
          (< rank-a rank-b))))

  (define default-comparator
    (make-comparator #t default=? default<? default-hash))

  ;; They refer to the default procedures without needing them at once.
  (define-values (vectors bytevectors)
    (let ((elements
            (make-comparator
              #t
              (lambda (a b) (default=? a b))
              (lambda (a b) (default<? a b))
              #f)))
      (values
        (make-vector-comparator elements)
        (make-vector-comparator elements
          bytevector? bytevector-length bytevector-u8-ref))))

  (define (make-default-comparator) default-comparator)

  ;; Applying comparators

  (define (comparator-test-type comparator x)
    ((comparator-type-test-predicate comparator) x))

  (define (comparator-check-type comparator x)
    (or (comparator-test-type comparator x)
        (assertion-violation 'comparator-check-type "not of the comparator's type" x)))

  (define (comparator-hash comparator x)
    ((comparator-hash-function comparator) x))

  (define (chain? holds? a b rest)
    (and (holds? a b)
         (or (null? rest)
             (chain? holds? b (car rest) (cdr rest)))))

  (define (=? comparator a b . more)
    (chain? (comparator-equality-predicate comparator) a b more))

  (define (<? comparator a b . more)
    (chain? (comparator-ordering-predicate comparator) a b more))

  (define (>? comparator a b . more)
    (let ((less? (comparator-ordering-predicate comparator)))
      (chain? (lambda (a b) (less? b a)) a b more)))

  (define (<=? comparator a b . more)
    (let ((less? (comparator-ordering-predicate comparator)))
      (chain? (lambda (a b) (not (less? b a))) a b more)))

  (define (>=? comparator a b . more)
    (let ((less? (comparator-ordering-predicate comparator)))
      (chain? (lambda (a b) (not (less? a b))) a b more)))

  (define-syntax comparator-if<=>
    (syntax-rules ()
      ((_ a b less equal greater)
       (comparator-if<=> (make-default-comparator) a b less equal greater))
      ((_ comparator a b less equal greater)
       (let ((c comparator) (x a) (y b))
         (cond
           ((=? c x y) equal)
           ((<? c x y) less)
           (else greater)))))))
