;;; (ice-9 common-list): procedures on lists under the names of Common Lisp.

(library (ice-9 common-list)
  (export adjoin union intersection set-difference reduce-init reduce some every notany notevery
          count-if find-if member-if remove-if remove-if-not delete-if! delete-if-not! butlast
          and? or? has-duplicates? pick pick-mappings uniq)
  (import (guile))

  (define (adjoin x list) (if (memq x list) list (cons x list)))

  (define (union a b) (fold-left* (lambda (set x) (adjoin x set)) b a))

  (define (fold-left* f value list)
    (if (null? list) value (fold-left* f (f value (car list)) (cdr list))))

  (define (intersection a b)
    (if (null? b) b (filter (lambda (x) (memv x b)) a)))

  (define (set-difference a b) (filter (lambda (x) (not (memv x b))) a))

  (define (reduce-init f value list) (fold-left* f value list))

  (define (reduce f list)
    (if (null? list) list (fold-left* f (car list) (cdr list))))

  (define (some test list . rest)
    (let loop ((lists (cons list rest)))
      (and (and-map pair? lists)
           (or (apply test (map car lists)) (loop (map cdr lists))))))

  (define (every test list . rest)
    (let loop ((lists (cons list rest)))
      (or (not (and-map pair? lists))
          (and (apply test (map car lists)) (loop (map cdr lists))))))

  (define (notany test . lists) (not (apply some test lists)))
  (define (notevery test . lists) (not (apply every test lists)))

  (define (count-if test list) (length (filter test list)))

  (define (find-if test list)
    (let ((found (member-if test list))) (and found (car found))))

  (define (member-if test list)
    (cond
      ((null? list) #f)
      ((test (car list)) list)
      (else (member-if test (cdr list)))))

  (define (remove-if test list) (filter (lambda (x) (not (test x))) list))
  (define (remove-if-not test list) (filter test list))
  (define delete-if! remove-if)
  (define delete-if-not! remove-if-not)

  (define (butlast list n) (list-head list (- (length list) n)))

  (define (and? . args) (and-map identity args))
  (define (or? . args) (or-map identity args))

  (define (has-duplicates? list)
    (cond
      ((null? list) #f)
      ((member (car list) (cdr list)) #t)
      (else (has-duplicates? (cdr list)))))

  (define (pick test list) (reverse (filter test list)))

  (define (pick-mappings f list) (reverse (filter identity (map f list))))

  (define (uniq list)
    (reverse
      (fold-left* (lambda (seen x) (if (memv x seen) seen (cons x seen))) '() list))))
