;; An ellipsis that is also a literal is a literal (R7RS 4.3.2): in templates it used to repeat.
(import (scheme base) (scheme write))

(define-syntax keep
  (syntax-rules ... (...)
    ((_ x) '(x ...))))

(define-syntax between
  (syntax-rules (...)
    ((_ a ... b) '(a b ...))
    ((_ a b) 'two)))

(define-syntax each
  (syntax-rules dots (...)
    ((_ ... x dots) '((... . x) dots))
    ((_ x dots) (list (list 'no x) dots))))

(write (keep 100))
(newline)
(write (list (between 1 ... 2) (between 1 2)))
(newline)
(write (list (each ... 1 2) (each 1 2)))
(newline)
