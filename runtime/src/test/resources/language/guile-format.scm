;;; The directives of (ice-9 format); what is expected is what Common Lisp's format prints.

(use-modules (ice-9 format))

(define-syntax-rule (try control argument ...)
  (begin
    (format #t "~s: |" control)
    (display (format #f control argument ...))
    (format #t "|~%")))

(try "~a ~s" "text" "text")
(try "~5a|~5@a" 'ab 'cd)
(try "~5,,,'*a" 'ab)
(try "~d ~5d ~5,'0d ~@d ~:d" 10 42 42 7 1234567)
(try "~x ~o ~b ~3r" 255 8 5 10)
(try "~f ~,2f ~6,2f ~,0f" 3.5 3.14159 2.5 2.0)
(try "~8,3f|~,3f" -1.5 1/3)
(try "~,2e ~e" 12345.678 0.5)
(try "~$ ~3$" 3.14159 2)
(try "~r ~:r ~@r ~:@r" 1234 21 1994 4)
(try "~c ~@c" #\a #\space)
(try "~d item~:p, ~d item~:p, ~d fl~:@p" 1 2 1)
(try "a~%b~~c~&d~%~&e")
(try "~{~a~^, ~}" '(1 2 3))
(try "~{~a=~a ~}" '(a 1 b 2))
(try "~:{<~a ~a>~}" '((1 2) (3 4)))
(try "~@{~a~^-~}" 1 2 3)
(try "~2{~a ~}" '(1 2 3))
(try "~[zero~;one~:;many~] ~[zero~;one~:;many~]" 1 7)
(try "~:[no~;yes~] ~@[got ~a~]~@[not~]" #t 5 #f)
(try "~(ABC~) ~:(two words~) ~@(first only~) ~:@(all~)")
(try "~a ~*~a ~2:*~a" 1 2 3)
(try "~? end" "~a-~a" '(1 2))
(try "ab~8tcd~2,4@te")
(try "one~
      line")
(format #t "~a~%" (format #f "~a" '("s" #\c sym #:key 1.5)))
(format #t "~s~%" '("s" #\c sym #:key))
(catch #t
  (lambda () (format #f "~a"))
  (lambda (key . args) (display "too few") (newline)))

;; Parameters that arguments give come before what is printed.
(for-each (lambda (text) (write text) (display " "))
  (list (format #f "~,vf" 2 3.14159) (format #f "~v,vf|" 8 2 3.14159) (format #f "~va|" 5 'x)
        (format #f "~#d" 5)))
(newline)
