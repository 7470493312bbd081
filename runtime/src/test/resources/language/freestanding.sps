;; A program that uses no library of the language beyond its syntax.
(import
  (except (rnrs base) list cons)
  (loko system unsafe)
  (loko system $primitives))

(define (exit status) (syscall 60 status))

($debug-display 'alone)
($debug-display #\space)
($debug-display "with 3 and ")
($debug-display 3)
($debug-display #\newline)
(exit 7)
