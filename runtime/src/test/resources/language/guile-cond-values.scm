;; Clauses of cond that test several values (SRFI 61), and options that can be put back.
(use-modules (ice-9 receive))

(define (kind . numbers)
  (cond ((apply values numbers) (lambda (a . more) (null? more)) => (lambda (a) (list 'one a)))
        ((apply values numbers) = => (lambda all (cons 'equal all)))
        ((memq 'x numbers) => car)
        (else 'other)))

(for-each
  (lambda (numbers) (write (apply kind numbers)) (newline))
  '((1) (2 2) (3 3 3) (1 2)))

;; Nothing after the clause that applies is evaluated, and the last is a tail call.
(define (count n)
  (cond ((values n 'left) (lambda (n what) (zero? n)) => (lambda (n what) (list what n)))
        (else (count (- n 1)))))
(write (count 100000))
(newline)

(define old (debug-options))
(debug-options old)
(write (equal? old (debug-options)))
(newline)
