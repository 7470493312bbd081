;; Guile's names of characters, and lists that are changed in place.
(define (show x) (write x) (newline))

(show (map char->integer (list #\nul #\soh #\bel #\ht #\us #\sp #\del #\000 #\101 #\177)))
(show (map char-numeric? (list #\5 (integer->char 178))))

(define numbers (list 1 2 3))
(append! numbers (list 4))
(show numbers)
(delq! 2 numbers)
(show numbers)
(delete! "x" numbers)
(show (delv! 1 numbers))
(show (atan 0 0))
(show (catch 'misc-error
        (lambda () (scm-error 'misc-error "who" "~A is not ~S" '("this" "that") #f))
        (lambda (key who message irritants rest) (list who message irritants))))
