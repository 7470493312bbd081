;;; SRFI 67: compare procedures, which yield -1, 0 or 1 for two values that they order.

(library (srfi :67)
  (export
    boolean-compare char-compare char-compare-ci string-compare string-compare-ci symbol-compare
    integer-compare rational-compare real-compare complex-compare number-compare
    vector-compare vector-compare-as-list list-compare list-compare-as-vector
    pair-compare-car pair-compare-cdr pair-compare default-compare
    refine-compare select-compare cond-compare
    if3 if=? if<? if>? if<=? if>=? if-not=?
    =? <? >? <=? >=? not=?
    </<? </<=? <=/<? <=/<=? >/>? >/>=? >=/>? >=/>=?
    chain=? chain<? chain>? chain<=? chain>=? pairwise-not=?
    min-compare max-compare kth-largest
    compare-by< compare-by> compare-by<= compare-by>= compare-by=/< compare-by=/>
    debug-compare)
  (import (lokoscope private builtins))

  ;; Branching on the result of a comparison

  (define (checked c)
    (if (memv c '(-1 0 1))
        c
        (assertion-violation 'compare "expected -1, 0 or 1 from a comparison" c)))

  (define-syntax if3
    (syntax-rules ()
      ((_ c less equal greater)
       (case (checked c)
         ((-1) less)
         ((0) equal)
         (else greater)))))

  (define-syntax if-among
    (syntax-rules ()
      ((_ results c yes) (if (memv (checked c) 'results) yes))
      ((_ results c yes no) (if (memv (checked c) 'results) yes no))))

  (define-syntax if=? (syntax-rules () ((_ c form ...) (if-among (0) c form ...))))
  (define-syntax if<? (syntax-rules () ((_ c form ...) (if-among (-1) c form ...))))
  (define-syntax if>? (syntax-rules () ((_ c form ...) (if-among (1) c form ...))))
  (define-syntax if<=? (syntax-rules () ((_ c form ...) (if-among (-1 0) c form ...))))
  (define-syntax if>=? (syntax-rules () ((_ c form ...) (if-among (0 1) c form ...))))
  (define-syntax if-not=? (syntax-rules () ((_ c form ...) (if-among (-1 1) c form ...))))

  ;; Constructing comparisons

  (define-syntax refine-compare
    (syntax-rules ()
      ((_) 0)
      ((_ c) c)
      ((_ c rest ...)
       (let ((result c))
         (if (eqv? (checked result) 0) (refine-compare rest ...) result)))))

  (define-syntax select-compare
    (syntax-rules ()
      ((_ a b clause ...)
       (let ((x a) (y b))
         (select-clauses x y clause ...)))))

  (define-syntax select-clauses
    (syntax-rules (else)
      ((_ x y) 0)
      ((_ x y (else c ...)) (refine-compare c ...))
      ((_ x y (type? c ...) clause ...)
       (let ((is? type?))
         (cond-compare-step (is? x) (is? y) (c ...) (select-clauses x y clause ...))))))

  (define-syntax cond-compare
    (syntax-rules (else)
      ((_) 0)
      ((_ (else c ...)) (refine-compare c ...))
      ((_ ((a b) c ...) clause ...)
       (cond-compare-step a b (c ...) (cond-compare clause ...)))))

  (define-syntax cond-compare-step
    (syntax-rules ()
      ((_ a b (c ...) otherwise)
       (let ((first? a) (second? b))
         (if first?
             (if second? (refine-compare c ...) -1)
             (if second? 1 otherwise))))))

  ;; Atoms

  (define (check who type? expected x y)
    (unless (type? x)
      (assertion-violation who expected x))
    (unless (type? y)
      (assertion-violation who expected y)))

  (define (boolean-compare x y)
    (check 'boolean-compare boolean? "expected a boolean" x y)
    (cond
      ((eq? x y) 0)
      (x 1)
      (else -1)))

  (define (by same? less? x y)
    (cond
      ((less? x y) -1)
      ((same? x y) 0)
      (else 1)))

  (define (char-compare x y) (by char=? char<? x y))
  (define (char-compare-ci x y) (by char-ci=? char-ci<? x y))
  (define (string-compare x y) (by string=? string<? x y))
  (define (string-compare-ci x y) (by string-ci=? string-ci<? x y))

  (define (symbol-compare x y)
    (check 'symbol-compare symbol? "expected a symbol" x y)
    (if (eq? x y)
        0
        (string-compare (symbol->string x) (symbol->string y))))

  (define (integer-compare x y)
    (check 'integer-compare integer? "expected an integer" x y)
    (by = < x y))

  (define (rational-compare x y)
    (check 'rational-compare rational? "expected a rational number" x y)
    (by = < x y))

  (define (real-compare x y)
    (check 'real-compare real? "expected a real number" x y)
    (by = < x y))

  (define (complex-compare x y)
    (check 'complex-compare complex? "expected a number" x y)
    (if (and (real? x) (real? y))
        (by = < x y)
        (refine-compare
          (by = < (real-part x) (real-part y))
          (by = < (imag-part x) (imag-part y)))))

  (define (number-compare x y)
    (check 'number-compare number? "expected a number" x y)
    (complex-compare x y))

  ;; Sequences

  (define vector-compare
    (case-lambda
      ((x y) (vector-compare default-compare x y vector-length vector-ref))
      ((compare x y) (vector-compare compare x y vector-length vector-ref))
      ((x y size ref) (vector-compare default-compare x y size ref))
      ((compare x y size ref)
       (let ((n (size x)) (m (size y)))
         (refine-compare
           (integer-compare n m)
           (compare-elements compare x y n ref))))))

  (define vector-compare-as-list
    (case-lambda
      ((x y) (vector-compare-as-list default-compare x y vector-length vector-ref))
      ((compare x y) (vector-compare-as-list compare x y vector-length vector-ref))
      ((x y size ref) (vector-compare-as-list default-compare x y size ref))
      ((compare x y size ref)
       (let ((n (size x)) (m (size y)))
         (refine-compare
           (compare-elements compare x y (min n m) ref)
           (integer-compare n m))))))

  (define (compare-elements compare x y n ref)
    (let loop ((i 0))
      (if (= i n)
          0
          (refine-compare (compare (ref x i) (ref y i)) (loop (+ i 1))))))

  (define list-compare
    (case-lambda
      ((x y) (list-compare default-compare x y null? car cdr))
      ((compare x y) (list-compare compare x y null? car cdr))
      ((x y empty? head tail) (list-compare default-compare x y empty? head tail))
      ((compare x y empty? head tail)
       (let loop ((x x) (y y))
         (cond-compare
           (((empty? x) (empty? y)) 0)
           (else
             (compare (head x) (head y))
             (loop (tail x) (tail y))))))))

  (define list-compare-as-vector
    (case-lambda
      ((x y) (list-compare-as-vector default-compare x y null? car cdr))
      ((compare x y) (list-compare-as-vector compare x y null? car cdr))
      ((x y empty? head tail) (list-compare-as-vector default-compare x y empty? head tail))
      ((compare x y empty? head tail)
       (refine-compare
         (let loop ((x x) (y y))
           (cond-compare
             (((empty? x) (empty? y)) 0)
             (else (loop (tail x) (tail y)))))
         (list-compare compare x y empty? head tail)))))

  (define (pair-compare-car compare)
    (lambda (x y) (compare (car x) (car y))))

  (define (pair-compare-cdr compare)
    (lambda (x y) (compare (cdr x) (cdr y))))

  (define pair-compare
    (case-lambda
      ((x y) (pair-compare default-compare x y))
      ((compare x y)
       (select-compare x y
         (null? 0)
         (pair?
           (compare (car x) (car y))
           (pair-compare compare (cdr x) (cdr y)))
         (else (compare x y))))
      ((compare-car compare-cdr x y)
       (refine-compare
         (compare-car (car x) (car y))
         (compare-cdr (cdr x) (cdr y))))))

  ;; Bytevectors come after the types that the SRFI names.
  (define (default-compare x y)
    (select-compare x y
      (null? 0)
      (pair?
        (default-compare (car x) (car y))
        (default-compare (cdr x) (cdr y)))
      (boolean? (boolean-compare x y))
      (char? (char-compare x y))
      (string? (string-compare x y))
      (symbol? (symbol-compare x y))
      (number? (number-compare x y))
      (vector? (vector-compare default-compare x y))
      (bytevector?
        (vector-compare integer-compare x y bytevector-length bytevector-u8-ref))
      (else (assertion-violation 'default-compare "objects without an order" x y))))

  ;; Predicates, from relations that are lists of results

  (define (relation results)
    (define (holds? compare x y)
      (and (memv (checked (compare x y)) results) #t))
    (case-lambda
      (() (lambda (x y) (holds? default-compare x y)))
      ((compare) (lambda (x y) (holds? compare x y)))
      ((x y) (holds? default-compare x y))
      ((compare x y) (holds? compare x y))))

  (define =? (relation '(0)))
  (define <? (relation '(-1)))
  (define >? (relation '(1)))
  (define <=? (relation '(-1 0)))
  (define >=? (relation '(0 1)))
  (define not=? (relation '(-1 1)))

  ;; Both comparisons are made, as they check the types.
  (define (double-relation first second)
    (define (holds? compare x y z)
      (let ((one (checked (compare x y))) (two (checked (compare y z))))
        (and (memv one first) (memv two second) #t)))
    (case-lambda
      (() (lambda (x y z) (holds? default-compare x y z)))
      ((compare) (lambda (x y z) (holds? compare x y z)))
      ((x y z) (holds? default-compare x y z))
      ((compare x y z) (holds? compare x y z))))

  (define </<? (double-relation '(-1) '(-1)))
  (define </<=? (double-relation '(-1) '(-1 0)))
  (define <=/<? (double-relation '(-1 0) '(-1)))
  (define <=/<=? (double-relation '(-1 0) '(-1 0)))
  (define >/>? (double-relation '(1) '(1)))
  (define >/>=? (double-relation '(1) '(0 1)))
  (define >=/>? (double-relation '(0 1) '(1)))
  (define >=/>=? (double-relation '(0 1) '(0 1)))

  (define (chain results)
    (lambda (compare . values)
      (cond
        ((null? values) #t)
        ((null? (cdr values))
         (checked (compare (car values) (car values)))
         #t)
        (else
          (let loop ((x (car values)) (rest (cdr values)) (holds? #t))
            (if (null? rest)
                holds?
                (let ((c (checked (compare x (car rest)))))
                  (loop (car rest) (cdr rest) (and holds? (memv c results) #t)))))))))

  (define chain=? (chain '(0)))
  (define chain<? (chain '(-1)))
  (define chain>? (chain '(1)))
  (define chain<=? (chain '(-1 0)))
  (define chain>=? (chain '(0 1)))

  (define (sorted compare values)
    (list-sort (lambda (x y) (eqv? (checked (compare x y)) -1)) values))

  (define (pairwise-not=? compare . values)
    (if (and (pair? values) (null? (cdr values)))
        (chain<? compare (car values))
        (apply chain<? compare (sorted compare values))))

  ;; Order statistics

  (define (best wanted)
    (lambda (compare first . rest)
      (when (null? rest)
        (checked (compare first first)))
      (fold-left
        (lambda (best x) (if (eqv? (checked (compare x best)) wanted) x best))
        first rest)))

  (define min-compare (best -1))
  (define max-compare (best 1))

  (define (kth-largest compare k first . rest)
    (when (null? rest)
      (checked (compare first first)))
    (let ((values (cons first rest)))
      (list-ref (sorted compare values) (mod k (length values)))))

  ;; Compare procedures from predicates

  (define (from compare)
    (lambda (predicate . arguments)
      (define (compare-by x y) (compare predicate x y))
      (if (null? arguments)
          compare-by
          (apply compare-by arguments))))

  (define compare-by<
    (from (lambda (less? x y) (cond ((less? x y) -1) ((less? y x) 1) (else 0)))))

  (define compare-by>
    (from (lambda (greater? x y) (cond ((greater? x y) 1) ((greater? y x) -1) (else 0)))))

  (define compare-by<=
    (from (lambda (le? x y) (if (le? x y) (if (le? y x) 0 -1) 1))))

  (define compare-by>=
    (from (lambda (ge? x y) (if (ge? x y) (if (ge? y x) 0 1) -1))))

  (define compare-by=/<
    (case-lambda
      ((same? less?) (lambda (x y) (compare-by=/< same? less? x y)))
      ((same? less? x y)
       (cond ((same? x y) 0) ((less? x y) -1) (else 1)))))

  (define compare-by=/>
    (case-lambda
      ((same? greater?) (lambda (x y) (compare-by=/> same? greater? x y)))
      ((same? greater? x y)
       (cond ((same? x y) 0) ((greater? x y) 1) (else -1)))))

  ;; Checks reflexivity and antisymmetry at each call, and transitivity with an argument of a call
  ;; before.
  (define (debug-compare compare)
    (let ((earlier '()))
      (define (ask x y)
        (let ((c (compare x y)))
          (unless (memv c '(-1 0 1))
            (assertion-violation 'debug-compare "not -1, 0 or 1" c (list compare x y)))
          c))
      (define (check-antisymmetry x y c)
        (unless (eqv? c (- (ask y x)))
          (assertion-violation 'debug-compare "not antisymmetric" compare x y)))
      (define (check-transitivity x y z)
        (let ((xy (ask x y)) (yz (ask y z)) (xz (ask x z)))
          (when (or (and (<= xy 0) (<= yz 0) (not (eqv? xz (min xy yz))))
                    (and (>= xy 0) (>= yz 0) (not (eqv? xz (max xy yz)))))
            (assertion-violation 'debug-compare "not transitive" compare x y z))))
      (lambda (x y)
        (unless (and (eqv? 0 (ask x x)) (eqv? 0 (ask y y)))
          (assertion-violation 'debug-compare "not reflexive" compare x y))
        (let ((c (ask x y)))
          (check-antisymmetry x y c)
          (for-each
            (lambda (z)
              (check-transitivity x y z)
              (check-transitivity z x y))
            earlier)
          (set! earlier (list (if (pair? earlier) y x)))
          c)))))
