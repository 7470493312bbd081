;;; SRFI 1: lists. What has the same meaning in R6RS is the same binding. The procedures that may
;;; change their argument never do, so that they can be re-entered like the others.

(library (srfi :1)
  (export
    cons list xcons cons* make-list list-tabulate list-copy circular-list iota
    pair? null? proper-list? circular-list? dotted-list? not-pair? null-list? list=
    car cdr caar cadr cdar cddr caaar caadr cadar caddr cdaar cdadr cddar cdddr
    caaaar caaadr caadar caaddr cadaar cadadr caddar cadddr
    cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr
    list-ref first second third fourth fifth sixth seventh eighth ninth tenth
    car+cdr take drop take-right drop-right take! drop-right! split-at split-at! last last-pair
    length length+ concatenate reverse append append! concatenate! reverse!
    append-reverse append-reverse! zip unzip1 unzip2 unzip3 unzip4 unzip5 count
    map for-each fold unfold pair-fold reduce fold-right unfold-right pair-fold-right reduce-right
    append-map append-map! map! map-in-order pair-for-each filter-map
    filter partition remove filter! partition! remove!
    find find-tail any every list-index take-while drop-while take-while!
    span break span! break! memq member memv
    delete delete-duplicates delete! delete-duplicates!
    assq assoc assv alist-cons alist-copy alist-delete alist-delete!
    lset<= lset= lset-adjoin lset-union lset-union! lset-intersection lset-intersection!
    lset-difference lset-difference! lset-xor lset-xor!
    lset-diff+intersection lset-diff+intersection!
    set-car! set-cdr!)
  (import (lokoscope private builtins))

  ;; Rows of several lists.

  (define (all-pairs? lists)
    (or (null? lists)
        (and (pair? (car lists)) (all-pairs? (cdr lists)))))

  (define (cars lists)
    (if (null? lists) '() (cons (caar lists) (cars (cdr lists)))))

  (define (cdrs lists)
    (if (null? lists) '() (cons (cdar lists) (cdrs (cdr lists)))))

  (define (snoc items last)
    (append items (list last)))

  ;; Constructors

  (define (xcons d a) (cons a d))

  (define (circular-list first . more)
    (let ((list (cons first more)))
      (set-cdr! (last-pair list) list)
      list))

  ;; Predicates

  (define (proper-list? x) (list? x))
  (define (not-pair? x) (not (pair? x)))

  (define (circular-list? x)
    (let loop ((slow x) (fast x))
      (and (pair? fast)
           (pair? (cdr fast))
           (let ((slow (cdr slow)) (fast (cddr fast)))
             (or (eq? slow fast) (loop slow fast))))))

  (define (dotted-list? x)
    (and (not (list? x)) (not (circular-list? x))))

  (define (null-list? x . who)
    (cond
      ((pair? x) #f)
      ((null? x) #t)
      (else (assertion-violation 'null-list? "expected a list" x))))

  (define (list= same? . lists)
    (define (equal-lists? a b)
      (cond
        ((null-list? a) (null-list? b))
        ((null-list? b) #f)
        (else (and (same? (car a) (car b)) (equal-lists? (cdr a) (cdr b))))))
    (or (null? lists)
        (let loop ((a (car lists)) (rest (cdr lists)))
          (or (null? rest)
              (and (or (eq? a (car rest)) (equal-lists? a (car rest)))
                   (loop (car rest) (cdr rest)))))))

  ;; Selectors

  (define (first l) (car l))
  (define (second l) (cadr l))
  (define (third l) (caddr l))
  (define (fourth l) (cadddr l))
  (define (fifth l) (car (cddddr l)))
  (define (sixth l) (cadr (cddddr l)))
  (define (seventh l) (caddr (cddddr l)))
  (define (eighth l) (cadddr (cddddr l)))
  (define (ninth l) (car (cddddr (cddddr l))))
  (define (tenth l) (cadr (cddddr (cddddr l))))

  (define (car+cdr p) (values (car p) (cdr p)))

  (define (take l n) (list-head l n))

  (define (take! l n)
    (if (eqv? n 0)
        '()
        (begin (set-cdr! (list-tail l (- n 1)) '()) l)))

  (define (drop l n) (list-tail l n))

  (define (count-pairs l)
    (let loop ((l l) (n 0))
      (if (pair? l) (loop (cdr l) (fx+ n 1)) n)))

  (define (take-right l n)
    (let loop ((lag l) (lead (list-tail l n)))
      (if (pair? lead) (loop (cdr lag) (cdr lead)) lag)))

  (define (drop-right l n)
    (list-head l (- (count-pairs l) n)))

  (define (drop-right! l n) (take! l (- (count-pairs l) n)))
  (define (split-at l n) (values (list-head l n) (list-tail l n)))

  (define (split-at! l n)
    (if (eqv? n 0)
        (values '() l)
        (let* ((last (list-tail l (- n 1))) (rest (cdr last)))
          (set-cdr! last '())
          (values l rest))))

  (define (last l) (car (last-pair l)))

  ;; Miscellaneous

  (define (concatenate lists) (apply append lists))
  (define (concatenate! lists) (apply append! lists))
  (define (zip list . more) (apply map (lambda row row) list more))
  (define (unzip1 l) (map car l))
  (define (unzip2 l) (values (map car l) (map cadr l)))
  (define (unzip3 l) (values (map car l) (map cadr l) (map caddr l)))
  (define (unzip4 l) (values (map car l) (map cadr l) (map caddr l) (map cadddr l)))
  (define (unzip5 l)
    (values (map car l) (map cadr l) (map caddr l) (map cadddr l) (map fifth l)))

  (define count
    (case-lambda
      ((accept? list)
       (let loop ((rest list) (n 0))
         (if (pair? rest)
             (loop (cdr rest) (if (accept? (car rest)) (fx+ n 1) n))
             n)))
      ((accept? list . more)
       (let loop ((rests (cons list more)) (n 0))
         (if (all-pairs? rests)
             (loop (cdrs rests) (if (apply accept? (cars rests)) (fx+ n 1) n))
             n)))))

  ;; Folding

  (define fold
    (case-lambda
      ((combine nil list)
       (let loop ((value nil) (rest list))
         (if (pair? rest)
             (loop (combine (car rest) value) (cdr rest))
             (if (null? rest)
                 value
                 (assertion-violation 'fold "expected a list" list)))))
      ((combine nil list1 list2)
       (let loop ((value nil) (a list1) (b list2))
         (if (and (pair? a) (pair? b))
             (loop (combine (car a) (car b) value) (cdr a) (cdr b))
             value)))
      ((combine nil . lists)
       (let loop ((value nil) (rests lists))
         (if (all-pairs? rests)
             (loop (apply combine (snoc (cars rests) value)) (cdrs rests))
             value)))))

  (define pair-fold
    (case-lambda
      ((combine nil list)
       (let loop ((value nil) (rest list))
         (if (pair? rest)
             (let ((next (cdr rest)))
               (loop (combine rest value) next))
             value)))
      ((combine nil . lists)
       (let loop ((value nil) (rests lists))
         (if (all-pairs? rests)
             (let ((next (cdrs rests)))
               (loop (apply combine (snoc rests value)) next))
             value)))))

  (define pair-fold-right
    (case-lambda
      ((combine nil list)
       (fold combine nil (pair-fold cons '() list)))
      ((combine nil . lists)
       (let loop ((rests lists) (rows '()))
         (if (all-pairs? rests)
             (loop (cdrs rests) (cons rests rows))
             (fold (lambda (row value) (apply combine (snoc row value))) nil rows))))))

  (define (pair-for-each f . lists)
    (apply pair-fold (lambda arguments (apply f (drop-right arguments 1))) #f lists)
    (if #f #f))

  (define (reduce combine nil list)
    (if (null-list? list)
        nil
        (fold combine (car list) (cdr list))))

  (define (reduce-right combine nil list)
    (if (null-list? list)
        nil
        (let ((backwards (reverse list)))
          (fold combine (car backwards) (cdr backwards)))))

  (define unfold
    (case-lambda
      ((stop? f next seed)
       (let loop ((seed seed) (done '()))
         (if (stop? seed)
             (reverse done)
             (loop (next seed) (cons (f seed) done)))))
      ((stop? f next seed tail)
       (let loop ((seed seed) (done '()))
         (if (stop? seed)
             (append-reverse done (tail seed))
             (loop (next seed) (cons (f seed) done)))))))

  (define unfold-right
    (case-lambda
      ((stop? f next seed) (unfold-right stop? f next seed '()))
      ((stop? f next seed tail)
       (let loop ((seed seed) (done tail))
         (if (stop? seed)
             done
             (loop (next seed) (cons (f seed) done)))))))

  (define (append-map! f . lists) (concatenate! (apply map f lists)))

  (define (map! f list . more)
    (let loop ((cells list) (results (apply map f list more)))
      (when (pair? results)
        (set-car! cells (car results))
        (if (null? (cdr results))
            (set-cdr! cells '())
            (loop (cdr cells) (cdr results)))))
    list)

  ;; Filtering

  (define (remove reject? list) (remp reject? list))
  (define (remove! reject? list) (filter! (lambda (x) (not (reject? x))) list))

  (define (partition! accept? list)
    (let ((in (cons #f '())) (out (cons #f '())))
      (let loop ((list list) (last-in in) (last-out out))
        (cond
          ((not (pair? list))
           (set-cdr! last-in '())
           (set-cdr! last-out '())
           (values (cdr in) (cdr out)))
          ((accept? (car list))
           (set-cdr! last-in list)
           (loop (cdr list) list last-out))
          (else
           (set-cdr! last-out list)
           (loop (cdr list) last-in list))))))

  ;; Searching

  (define (find-tail accept? list) (memp accept? list))

  (define list-index
    (case-lambda
      ((accept? list)
       (let loop ((rest list) (i 0))
         (and (pair? rest)
              (if (accept? (car rest)) i (loop (cdr rest) (fx+ i 1))))))
      ((accept? list . more)
       (let loop ((rests (cons list more)) (i 0))
         (and (all-pairs? rests)
              (if (apply accept? (cars rests)) i (loop (cdrs rests) (fx+ i 1))))))))

  (define (span accept? list)
    (let loop ((rest list) (done '()))
      (if (and (pair? rest) (accept? (car rest)))
          (loop (cdr rest) (cons (car rest) done))
          (values (reverse done) rest))))

  (define (break stop? list)
    (span (lambda (x) (not (stop? x))) list))

  (define (span! accept? list)
    (if (and (pair? list) (accept? (car list)))
        (let loop ((last list))
          (let ((rest (cdr last)))
            (if (and (pair? rest) (accept? (car rest)))
                (loop rest)
                (begin (set-cdr! last '()) (values list rest)))))
        (values '() list)))

  (define (break! stop? list)
    (span! (lambda (x) (not (stop? x))) list))

  (define (take-while accept? list)
    (let-values (((taken rest) (span accept? list)))
      taken))

  (define (take-while! accept? list)
    (let-values (((taken rest) (span! accept? list)))
      taken))

  (define (drop-while accept? list)
    (let loop ((rest list))
      (if (and (pair? rest) (accept? (car rest)))
          (loop (cdr rest))
          rest)))

  ;; Deletion

  (define delete
    (case-lambda
      ((x list) (remp (lambda (y) (equal? x y)) list))
      ((x list same?) (remp (lambda (y) (same? x y)) list))))

  (define delete!
    (case-lambda
      ((x list) (remove! (lambda (y) (equal? x y)) list))
      ((x list same?) (remove! (lambda (y) (same? x y)) list))))

  ;; An empty hashtable with that equivalence, or #f if it takes more than hashing.
  (define (table-of same?)
    (cond
      ((eq? same? equal?) (make-equal-hashtable))
      ((eq? same? eqv?) (make-eqv-hashtable))
      ((eq? same? eq?) (make-eq-hashtable))
      (else #f)))

  ;; A procedure that says whether it is called with an object for the first time, or #f.
  (define (novelty same?)
    (let ((seen (table-of same?)))
      (and seen
           (lambda (x)
             (and (not (hashtable-contains? seen x))
                  (begin (hashtable-set! seen x #t) #t))))))

  (define delete-duplicates
    (case-lambda
      ((list) (delete-duplicates list equal?))
      ((list same?)
       (let ((new? (novelty same?)))
         (if new?
             (filter new? list)
             (let loop ((rest list) (kept '()))
               (if (pair? rest)
                   (let ((x (car rest)))
                     (loop (cdr rest)
                           (if (exists (lambda (y) (same? y x)) kept) kept (cons x kept))))
                   (reverse kept))))))))

  (define (delete-duplicates! list . same?) (apply delete-duplicates list same?))

  ;; Association lists

  (define (alist-cons key value alist) (cons (cons key value) alist))

  (define (alist-copy alist)
    (map (lambda (entry) (cons (car entry) (cdr entry))) alist))

  (define alist-delete
    (case-lambda
      ((key alist) (alist-delete key alist equal?))
      ((key alist same?) (remp (lambda (entry) (same? key (car entry))) alist))))

  (define alist-delete!
    (case-lambda
      ((key alist) (alist-delete! key alist equal?))
      ((key alist same?) (remove! (lambda (entry) (same? key (car entry))) alist))))

  ;; Sets

  ;; A predicate of being in a list: hashed where the equivalence allows it.
  (define (membership same? list)
    (let ((table (table-of same?)))
      (if table
          (begin
            (for-each (lambda (x) (hashtable-set! table x #t)) list)
            (lambda (x) (hashtable-contains? table x)))
          (lambda (x) (exists (lambda (y) (same? x y)) list)))))

  (define (subset? same? a b)
    (or (eq? a b)
        (null? a)
        (for-all (membership same? b) a)))

  (define (lset<= same? . lists)
    (or (null? lists)
        (let loop ((a (car lists)) (rest (cdr lists)))
          (or (null? rest)
              (and (subset? same? a (car rest))
                   (loop (car rest) (cdr rest)))))))

  (define (lset= same? . lists)
    (let ((turned (if (table-of same?) same? (lambda (x y) (same? y x)))))
      (or (null? lists)
          (let loop ((a (car lists)) (rest (cdr lists)))
            (or (null? rest)
                (and (subset? same? a (car rest))
                     (subset? turned (car rest) a)
                     (loop (car rest) (cdr rest))))))))

  (define (lset-adjoin same? list . items)
    (fold (lambda (x set)
            (if (exists (lambda (y) (same? y x)) set) set (cons x set)))
          list items))

  (define (union same? a b)
    (cond
      ((null? b) a)
      ((null? a) b)
      ((eq? a b) a)
      ((novelty same?)
       => (lambda (new?)
            (for-each new? a)
            (fold (lambda (x set) (if (new? x) (cons x set) set)) a b)))
      (else (apply lset-adjoin same? a b))))

  (define (lset-union same? . lists)
    (reduce (lambda (list set) (union same? set list)) '() lists))

  (define (lset-union! same? . lists) (apply lset-union same? lists))

  (define (memberships same? lists)
    (map (lambda (list) (membership same? list)) lists))

  (define (lset-intersection same? list . more)
    (let ((tests (memberships same? more)))
      (filter (lambda (x) (for-all (lambda (in?) (in? x)) tests)) list)))

  (define (lset-intersection! same? list . more) (apply lset-intersection same? list more))

  (define (lset-difference same? list . more)
    (let-values (((difference common) (apply lset-diff+intersection same? list more)))
      difference))

  (define (lset-difference! same? list . more) (apply lset-difference same? list more))

  (define (lset-diff+intersection same? list . more)
    (let ((tests (memberships same? more)))
      (partition (lambda (x) (not (exists (lambda (in?) (in? x)) tests))) list)))

  (define (lset-diff+intersection! same? list . more)
    (apply lset-diff+intersection same? list more))

  (define (lset-xor same? . lists)
    (reduce
      (lambda (b a)
        (append (lset-difference same? b a) (lset-difference same? a b)))
      '() lists))

  (define (lset-xor! same? . lists) (apply lset-xor same? lists)))
