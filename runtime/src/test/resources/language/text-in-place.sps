(import (rnrs))

;; Calls with two operands are compiled in place; what is no character, no string or out of range
;; must still raise, and say who.

(define (who thunk)
  (guard (c ((who-condition? c) (condition-who c)))
    (thunk)))

(define (show . xs)
  (for-each (lambda (x) (write x) (display " ")) xs)
  (newline))

(define wide "a\x3bb;\x1f600;")

(show (char=? #\a #\a) (char=? #\a #\b) (char=? (string-ref wide 1) #\x3bb))
(show (char<? #\a #\b) (char<? #\b #\a) (char<? #\a #\a) (char<? #\z (string-ref wide 2)))
(show (if (char=? #\x3bb (string-ref wide 1)) 'same 'other) (if (char<? #\b #\a) 'less 'not-less))
(show (string-ref "abc" 0) (string-ref "abc" 2) (char->integer (string-ref wide 2)))
(show (char=? #\a #\a #\a) (char<? #\a #\b #\b))
(show (who (lambda () (char=? #\a 1))) (who (lambda () (char<? 'a #\a))))
(show (who (lambda () (string-ref "abc" 3))) (who (lambda () (string-ref "abc" -1))))
(show (who (lambda () (string-ref 'abc 0))) (who (lambda () (string-ref "abc" #\a))))
