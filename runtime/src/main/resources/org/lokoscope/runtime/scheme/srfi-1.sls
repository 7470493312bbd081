;;; The procedures of SRFI 1 that R6RS does not have. Those whose name means something else in R6RS
;;; begin with srfi-1: here.

(library (lokoscope private srfi-1)
  (export xcons list-index first second third fourth fifth sixth seventh eighth ninth tenth
          car+cdr take drop take-right drop-right take! drop-right! split-at split-at! last
          concatenate concatenate! unzip1 unzip2 unzip3 zip count fold pair-fold
          pair-fold-right reduce reduce-right unfold unfold-right pair-for-each
          take-while drop-while span break find-tail delete delete! delete-duplicates
          srfi-1:remove srfi-1:remove! alist-cons alist-copy alist-delete
          lset-adjoin lset-union lset-intersection lset-difference lset-xor lset<= lset=
          proper-list? circular-list? dotted-list? null-list? not-pair? list= circular-list
          append! append-map! map-in-order map! filter! partition!)
  (import (lokoscope private builtins))

  (define (xcons d a) (cons a d))
  (define (car+cdr p) (values (car p) (cdr p)))
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

  (define (null-list? x)
    (cond
      ((pair? x) #f)
      ((null? x) #t)
      (else (assertion-violation 'null-list? "expected a list" x))))

  (define (circular-list first . more)
    (let ((list (cons first more)))
      (set-cdr! (last-pair list) list)
      list))

  (define (list= same? . lists)
    (define (equal2? a b)
      (if (and (pair? a) (pair? b))
          (and (same? (car a) (car b)) (equal2? (cdr a) (cdr b)))
          (and (null? a) (null? b))))
    (or (null? lists)
        (let loop ((a (car lists)) (rest (cdr lists)))
          (or (null? rest)
              (and (equal2? a (car rest)) (loop (car rest) (cdr rest)))))))

  (define (first l) (car l))
  (define (second l) (cadr l))
  (define (third l) (caddr l))
  (define (fourth l) (cadddr l))
  (define (fifth l) (list-ref l 4))
  (define (sixth l) (list-ref l 5))
  (define (seventh l) (list-ref l 6))
  (define (eighth l) (list-ref l 7))
  (define (ninth l) (list-ref l 8))
  (define (tenth l) (list-ref l 9))

  (define (take l n) (list-head l n))
  (define (take! l n) (list-head l n))
  (define (drop l n) (list-tail l n))
  (define (pairs l) (if (pair? l) (+ 1 (pairs (cdr l))) 0))
  (define (take-right l n) (list-tail l (- (pairs l) n)))
  (define (drop-right l n) (list-head l (- (pairs l) n)))
  (define (drop-right! l n) (drop-right l n))
  (define (split-at l n) (values (list-head l n) (list-tail l n)))
  (define (split-at! l n) (split-at l n))
  (define (last l) (car (last-pair l)))
  (define (concatenate lists) (apply append lists))
  (define (concatenate! lists) (apply append lists))
  (define (append! . lists) (apply append lists))
  (define (append-map! f . lists) (apply append-map f lists))
  (define (map-in-order f . lists) (apply map f lists))
  (define (map! f . lists) (apply map f lists))
  (define (filter! f list) (filter f list))
  (define (partition! f list) (partition f list))
  (define (zip list . more) (apply map (lambda row row) list more))
  (define (unzip1 l) (map car l))
  (define (unzip2 l) (values (map car l) (map cadr l)))
  (define (unzip3 l) (values (map car l) (map cadr l) (map caddr l)))

  (define (count accept? list . more)
    (apply fold-left
           (lambda (n . row) (if (apply accept? row) (+ n 1) n))
           0 list more))

  (define fold
    (case-lambda
      ((combine nil list)
       (let loop ((value nil) (rest list))
         (if (pair? rest)
             (loop (combine (car rest) value) (cdr rest))
             value)))
      ((combine nil . lists)
       (apply fold-left
              (lambda (value . row) (apply combine (append row (list value))))
              nil lists))))

  (define (pair-fold combine nil list)
    (let loop ((value nil) (rest list))
      (if (pair? rest)
          (let ((next (cdr rest)))
            (loop (combine rest value) next))
          value)))

  (define (pair-fold-right combine nil list)
    (let loop ((rest list))
      (if (pair? rest)
          (combine rest (loop (cdr rest)))
          nil)))

  (define (pair-for-each f list)
    (pair-fold (lambda (p ignored) (f p)) #f list))

  (define (reduce combine nil list)
    (if (null? list)
        nil
        (fold combine (car list) (cdr list))))

  (define (reduce-right combine nil list)
    (if (null? list)
        nil
        (let loop ((first (car list)) (rest (cdr list)))
          (if (pair? rest)
              (combine first (loop (car rest) (cdr rest)))
              first))))

  (define unfold
    (case-lambda
      ((stop? f next seed) (unfold stop? f next seed (lambda (x) '())))
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

  (define (list-index accept? list . more)
    (let loop ((i 0) (rests (cons list more)))
      (and (for-all pair? rests)
           (if (apply accept? (map car rests))
               i
               (loop (+ i 1) (map cdr rests))))))

  (define (find-tail accept? list) (memp accept? list))

  (define (span accept? list)
    (let loop ((rest list) (done '()))
      (if (and (pair? rest) (accept? (car rest)))
          (loop (cdr rest) (cons (car rest) done))
          (values (reverse done) rest))))

  (define (break stop? list)
    (span (lambda (x) (not (stop? x))) list))

  (define (take-while accept? list)
    (let-values (((taken rest) (span accept? list)))
      taken))

  (define (drop-while accept? list)
    (let loop ((rest list))
      (if (and (pair? rest) (accept? (car rest)))
          (loop (cdr rest))
          rest)))

  (define (srfi-1:remove reject? list) (remp reject? list))
  (define (srfi-1:remove! reject? list) (remp reject? list))

  (define delete
    (case-lambda
      ((x list) (remp (lambda (y) (equal? x y)) list))
      ((x list same?) (remp (lambda (y) (same? x y)) list))))

  (define (delete! x list . same?) (apply delete x list same?))

  (define delete-duplicates
    (case-lambda
      ((list) (delete-duplicates list equal?))
      ((list same?)
       (let loop ((rest list) (kept '()))
         (if (pair? rest)
             (let ((x (car rest)))
               (loop (cdr rest)
                     (if (exists (lambda (y) (same? y x)) kept) kept (cons x kept))))
             (reverse kept))))))

  (define (alist-cons key value alist) (cons (cons key value) alist))

  (define (alist-copy alist)
    (map (lambda (entry) (cons (car entry) (cdr entry))) alist))

  (define alist-delete
    (case-lambda
      ((key alist) (alist-delete key alist equal?))
      ((key alist same?) (remp (lambda (entry) (same? key (car entry))) alist))))

  (define (in? same? x list)
    (exists (lambda (y) (same? y x)) list))

  (define (lset-adjoin same? list . items)
    (fold (lambda (x set) (if (in? same? x set) set (cons x set))) list items))

  (define (lset-union same? . lists)
    (reduce
      (lambda (list set)
        (fold (lambda (x set) (if (in? same? x set) set (cons x set))) set list))
      '() lists))

  (define (lset-intersection same? list . more)
    (filter (lambda (x) (for-all (lambda (l) (in? same? x l)) more)) list))

  (define (lset-difference same? list . more)
    (remp (lambda (x) (exists (lambda (l) (in? same? x l)) more)) list))

  (define (lset-xor same? . lists)
    (reduce
      (lambda (b a)
        (append (lset-difference same? b a) (lset-difference same? a b)))
      '() lists))

  (define (lset<= same? . lists)
    (or (null? lists)
        (let loop ((a (car lists)) (rest (cdr lists)))
          (or (null? rest)
              (and (for-all (lambda (x) (in? same? x (car rest))) a)
                   (loop (car rest) (cdr rest)))))))

  (define (lset= same? . lists)
    (and (apply lset<= same? lists)
         (apply lset<= same? (reverse lists)))))
