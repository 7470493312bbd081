(use-modules (ice-9 format))
;; What is odd in a symbol is written as Guile writes it.
(for-each
  (lambda (name) (write (string->symbol name)) (newline))
  '("foo bar" "1+" "" "." "'a" "a'b" "a|b" "#foo" "a#b" "a[b" ":foo" "foo:" "a\\b" "@" "a\nb" "-" "..."))
(write '#{a b}#)
(newline)
(write '(#{x}# #{}# #{\x41;b}#))
(newline)
(write (list "\a\b\v\f" #\nul #\esc #\vtab #\page))
(newline)
