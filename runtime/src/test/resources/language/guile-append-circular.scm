;; append! used to go round a circular list for ever.
(define (circ n) (let ((l (iota n))) (set-cdr! (last-pair l) l) l))
(define (tail n) (let ((l (iota n))) (set-cdr! (last-pair l) (list-tail l (quotient n 2))) l))
(for-each (lambda (l) (display (catch #t (lambda () (append! l '(1))) (lambda (k . a) 'caught)))) (list (circ 1) (circ 2) (circ 3) (tail 4) (tail 5) (circ 1000)))
(display (append! (list 1) (list 2 3) '() (list 4 5 6 7) 8))
(newline)
