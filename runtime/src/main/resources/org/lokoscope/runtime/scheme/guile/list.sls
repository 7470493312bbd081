;;; (ice-9 list)

(library (ice-9 list)
  (export rassoc rassv rassq)
  (import (guile))

  (define (finder same?)
    (lambda (value alist)
      (let loop ((alist alist))
        (cond
          ((null? alist) #f)
          ((same? value (cdar alist)) (car alist))
          (else (loop (cdr alist)))))))

  (define rassoc (finder equal?))
  (define rassv (finder eqv?))
  (define rassq (finder eq?)))
