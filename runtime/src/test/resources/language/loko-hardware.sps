;; Loko's libraries for its own kernel and hardware are not there, and say so in one line.
(import (rnrs) (rnrs eval))
(define (import-of name)
  (guard (e ((message-condition? e) (condition-message e)))
    (environment name)
    'found))
(for-each
  (lambda (name) (display (import-of name)) (newline))
  '((loko drivers pci) (loko system $host) (only (loko system unsafe) get-mem-u8)
    (loko system unsafe)))
