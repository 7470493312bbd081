;;; Lists: the procedures that call procedures. Results are built by consing onto an accumulator
;;; and reversing at the end, so that a continuation captured in the middle can be reinstated
;;; without changing what was returned before. Where lists differ in length the shortest counts.

(library (lokoscope private lists)
  (export map for-each fold-left fold-right find filter partition exists for-all
          remp memp member assp assoc list-sort list-tabulate append-map
          filter-map any every append! filter! map-in-order)
  (import (lokoscope private builtins))

  (define (check-end who rest list)
    (unless (or (null? rest) (pair? rest))
      (assertion-violation who "expected a list" list)))

  (define (check-list who rest list)
    (unless (null? rest)
      (assertion-violation who "expected a list" list)))

  (define (all-pairs? lists)
    (or (null? lists)
        (and (pair? (car lists)) (all-pairs? (cdr lists)))))

  (define (cars lists)
    (if (null? lists) '() (cons (caar lists) (cars (cdr lists)))))

  (define (cdrs lists)
    (if (null? lists) '() (cons (cdar lists) (cdrs (cdr lists)))))

  (define (check-ends who rests lists)
    (unless (null? rests)
      (check-end who (car rests) (car lists))
      (check-ends who (cdr rests) (cdr lists))))

  (define map
    (case-lambda
      ((f list)
       (let loop ((rest list) (done '()))
         (if (pair? rest)
             (loop (cdr rest) (cons (f (car rest)) done))
             (begin
               (check-list 'map rest list)
               (reverse done)))))
      ((f list1 list2)
       (let loop ((a list1) (b list2) (done '()))
         (if (and (pair? a) (pair? b))
             (loop (cdr a) (cdr b) (cons (f (car a) (car b)) done))
             (begin
               (check-end 'map a list1)
               (check-end 'map b list2)
               (reverse done)))))
      ((f list1 list2 . more)
       (let ((lists (cons* list1 list2 more)))
         (let loop ((rests lists) (done '()))
           (if (all-pairs? rests)
               (loop (cdrs rests) (cons (apply f (cars rests)) done))
               (begin
                 (check-ends 'map rests lists)
                 (reverse done))))))))

  (define for-each
    (case-lambda
      ((f list)
       (let loop ((rest list))
         (cond
           ((pair? rest)
            (let ((next (cdr rest)))
              (if (null? next)
                  (f (car rest))
                  (begin
                    (f (car rest))
                    (loop next)))))
           (else (check-list 'for-each rest list)))))
      ((f list1 list2)
       (let loop ((a list1) (b list2))
         (if (and (pair? a) (pair? b))
             (begin
               (f (car a) (car b))
               (loop (cdr a) (cdr b)))
             (begin
               (check-end 'for-each a list1)
               (check-end 'for-each b list2)))))
      ((f list1 list2 . more)
       (let ((lists (cons* list1 list2 more)))
         (let loop ((rests lists))
           (if (all-pairs? rests)
               (begin
                 (apply f (cars rests))
                 (loop (cdrs rests)))
               (check-ends 'for-each rests lists)))))))

  (define fold-left
    (case-lambda
      ((combine nil list)
       (let loop ((value nil) (rest list))
         (if (pair? rest)
             (loop (combine value (car rest)) (cdr rest))
             (begin
               (check-list 'fold-left rest list)
               value))))
      ((combine nil list1 . more)
       (let ((lists (cons list1 more)))
         (let loop ((value nil) (rests lists))
           (if (all-pairs? rests)
               (loop (apply combine value (cars rests)) (cdrs rests))
               (begin
                 (check-ends 'fold-left rests lists)
                 value)))))))

  (define fold-right
    (case-lambda
      ((combine nil list)
       (let loop ((value nil) (rest (reverse list)))
         (if (pair? rest)
             (loop (combine (car rest) value) (cdr rest))
             value)))
      ((combine nil list1 . more)
       (let ((lists (cons list1 more)))
         (let loop ((rests lists) (rows '()))
           (if (all-pairs? rests)
               (loop (cdrs rests) (cons (cars rests) rows))
               (begin
                 (check-ends 'fold-right rests lists)
                 (let combine-rows ((value nil) (rows rows))
                   (if (null? rows)
                       value
                       (combine-rows
                         (apply combine (append (car rows) (list value)))
                         (cdr rows)))))))))))

  (define (find accept? list)
    (let loop ((rest list))
      (if (pair? rest)
          (let ((item (car rest)))
            (if (accept? item) item (loop (cdr rest))))
          (begin
            (check-list 'find rest list)
            #f))))

  (define (filter accept? list)
    (let loop ((rest list) (kept '()))
      (if (pair? rest)
          (let ((item (car rest)))
            (loop (cdr rest) (if (accept? item) (cons item kept) kept)))
          (begin
            (check-list 'filter rest list)
            (reverse kept)))))

  (define (partition accept? list)
    (let loop ((rest list) (in '()) (out '()))
      (if (pair? rest)
          (let ((item (car rest)))
            (if (accept? item)
                (loop (cdr rest) (cons item in) out)
                (loop (cdr rest) in (cons item out))))
          (begin
            (check-list 'partition rest list)
            (values (reverse in) (reverse out))))))

  (define (remp reject? list)
    (let loop ((rest list) (kept '()))
      (if (pair? rest)
          (let ((item (car rest)))
            (loop (cdr rest) (if (reject? item) kept (cons item kept))))
          (begin
            (check-list 'remp rest list)
            (reverse kept)))))

  ;; The last call is a tail call.
  (define exists
    (case-lambda
      ((accept? list)
       (let loop ((rest list))
         (if (pair? rest)
             (let ((next (cdr rest)))
               (if (null? next)
                   (accept? (car rest))
                   (or (accept? (car rest)) (loop next))))
             (begin
               (check-list 'exists rest list)
               #f))))
      ((accept? list1 . more)
       (let ((lists (cons list1 more)))
         (let loop ((rests lists))
           (if (all-pairs? rests)
               (let ((next (cdrs rests)))
                 (if (all-pairs? next)
                     (or (apply accept? (cars rests)) (loop next))
                     (begin
                       (check-ends 'exists next lists)
                       (apply accept? (cars rests)))))
               (begin
                 (check-ends 'exists rests lists)
                 #f)))))))

  (define for-all
    (case-lambda
      ((accept? list)
       (let loop ((rest list))
         (if (pair? rest)
             (let ((next (cdr rest)))
               (if (null? next)
                   (accept? (car rest))
                   (and (accept? (car rest)) (loop next))))
             (begin
               (check-list 'for-all rest list)
               #t))))
      ((accept? list1 . more)
       (let ((lists (cons list1 more)))
         (let loop ((rests lists))
           (if (all-pairs? rests)
               (let ((next (cdrs rests)))
                 (if (all-pairs? next)
                     (and (apply accept? (cars rests)) (loop next))
                     (begin
                       (check-ends 'for-all next lists)
                       (apply accept? (cars rests)))))
               (begin
                 (check-ends 'for-all rests lists)
                 #t)))))))

  (define (any accept? list1 . more)
    (apply exists accept? list1 more))

  (define (every accept? list1 . more)
    (apply for-all accept? list1 more))

  (define (memp accept? list)
    (let loop ((rest list))
      (if (pair? rest)
          (if (accept? (car rest)) rest (loop (cdr rest)))
          (begin
            (check-list 'memp rest list)
            #f))))

  (define member
    (case-lambda
      ((item list) (%member item list))
      ((item list same?)
       (let loop ((rest list))
         (if (pair? rest)
             (if (same? item (car rest)) rest (loop (cdr rest)))
             (begin
               (check-list 'member rest list)
               #f))))))

  (define (entry who item list)
    (if (pair? item)
        item
        (assertion-violation who "expected an association list" list)))

  (define (assp accept? list)
    (let loop ((rest list))
      (if (pair? rest)
          (let ((entry (entry 'assp (car rest) list)))
            (if (accept? (car entry)) entry (loop (cdr rest))))
          (begin
            (check-list 'assp rest list)
            #f))))

  (define assoc
    (case-lambda
      ((item list) (%assoc item list))
      ((item list same?)
       (let loop ((rest list))
         (if (pair? rest)
             (let ((entry (entry 'assoc (car rest) list)))
               (if (same? item (car entry)) entry (loop (cdr rest))))
             (begin
               (check-list 'assoc rest list)
               #f))))))

  ;; A stable merge sort that changes nothing.
  (define (list-sort less? list)
    (define (merge a b)
      (let loop ((a a) (b b) (done '()))
        (cond
          ((null? a) (append-reverse done b))
          ((null? b) (append-reverse done a))
          ((less? (car b) (car a)) (loop a (cdr b) (cons (car b) done)))
          (else (loop (cdr a) b (cons (car a) done))))))
    (define (sort-first n list)
      (if (fx=? n 1)
          (cons (car list) '())
          (let ((half (fxdiv n 2)))
            (merge (sort-first half list)
                   (sort-first (fx- n half) (list-tail list half))))))
    (let ((n (length list)))
      (if (fx=? n 0) '() (sort-first n list))))

  (define (list-tabulate n f)
    (let loop ((i 0) (done '()))
      (if (< i n)
          (loop (+ i 1) (cons (f i) done))
          (reverse done))))

  ;; Joins the lists themselves; there are programs that do not look at the result.
  (define (append! . lists)
    (let loop ((lists lists))
      (cond
        ((null? lists) '())
        ((null? (cdr lists)) (car lists))
        ((null? (car lists)) (loop (cdr lists)))
        (else
         (let ((rest (loop (cdr lists))))
           (set-cdr! (last-cell (car lists)) rest)
           (car lists))))))

  ;; The second pointer goes half as fast: on a circular list the first one meets it.
  (define (last-cell list)
    (let loop ((cell list) (slow list) (odd #f))
      (let ((next (cdr cell)))
        (cond
          ((not (pair? next)) cell)
          ((eq? next slow) (assertion-violation 'append! "expected a list with an end" list))
          (else (loop next (if odd (cdr slow) slow) (not odd)))))))

  ;; Takes the items out of the list itself, except for its first ones.
  (define (filter! accept? list)
    (let skip ((list list))
      (cond
        ((not (pair? list)) list)
        ((not (accept? (car list))) (skip (cdr list)))
        (else
         (let loop ((last list))
           (let ((next (cdr last)))
             (cond
               ((not (pair? next)) list)
               ((accept? (car next)) (loop next))
               (else (set-cdr! last (cdr next)) (loop last)))))))))

  (define (map-in-order f . lists) (apply map f lists))

  (define (append-map f list1 . more)
    (apply append (apply map f list1 more)))

  (define (filter-map f list1 . more)
    (filter (lambda (x) x) (apply map f list1 more))))
