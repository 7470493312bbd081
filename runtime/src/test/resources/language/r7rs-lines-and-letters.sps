;; What R7RS says of the ends of lines and of digits, and what it leaves open of symbols.
(import (scheme base) (scheme write) (scheme char) (scheme read) (scheme inexact) (scheme complex))

(define (lines text)
  (let ((port (open-input-string text)))
    (let loop ((all '()))
      (let ((line (read-line port)))
        (if (eof-object? line)
            (reverse all)
            (loop (cons line all)))))))

(define (show x) (write x) (newline))

(show (lines "unix\nmac\rdos\r\n\nend"))
(show (lines "last\r"))
(show (lines "\r\n\r"))
(show (map char-numeric? (list #\7 (integer->char #x664) (integer->char #xb2) #\a)))
(show (list 'a '@ (string->symbol "@a") '|.|))
(show (read (open-input-string "(#tRuE #F #FALSE #True)")))
(show (list (exact (round (imag-part (log -0.0)))) (real-part (log -0.0))))
