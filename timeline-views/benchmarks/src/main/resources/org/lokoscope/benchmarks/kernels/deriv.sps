;; Symbols and nested lists: derives an expression.
(import (rnrs))

(define (derive e)
  (cond
    ((eq? e 'x) 1)
    ((not (pair? e)) 0)
    (else
     (case (car e)
       ((+) (cons '+ (map derive (cdr e))))
       ((*) (list '+
                  (list '* (cadr e) (derive (caddr e)))
                  (list '* (caddr e) (derive (cadr e)))))
       (else (error 'derive "an unknown operator" (car e)))))))

(define polynomial '(+ (* 3 (* x x)) (* a (* x x)) (* b x) 5))

(define (run)
  (let loop ((i 0) (done 0))
    (if (= i 5000)
        done
        (loop (+ i 1) (if (pair? (derive polynomial)) (+ done 1) done)))))
