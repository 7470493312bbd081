;;; Threads and tables under names that few programs use.
(use-modules (ice-9 threads) (ice-9 hash-table))
(write (join-thread (make-thread + 1 2))) (newline)
(write (monitor 5)) (newline)
(n-for-each-par-map 2 (lambda (x) (display x)) 1+ '(1 2 3)) (newline)
(define t (alist->hashx-table (lambda (k n) (modulo k n)) assv '((1 . a) (2 . b))))
(write (hashx-ref (lambda (k n) (modulo k n)) assv t 2)) (newline)
