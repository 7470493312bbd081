;;; Exceptions as objects, and tables from association lists.

(use-modules (ice-9 exceptions) (ice-9 hash-table))

(define (show . objects)
  (for-each (lambda (object) (write object) (display " ")) objects)
  (newline))

(define e
  (make-exception (make-error)
    (make-exception-with-message "it broke")
    (make-exception-with-irritants '(1 2))
    (make-exception-with-origin 'me)))
(show (exception? e) (error? e) (exception-message e) (exception-irritants e) (exception-origin e))
(show (exception? 5) (exception-with-message? (make-error)) (length (simple-exceptions e)))
(show (guard (x ((error? x) (exception-message x))) (raise-exception e)))
(show (guard (x ((exception? x) (list (exception-message x) (exception-irritants x))))
        (error "bad thing:" 'a 5)))
(show (with-exception-handler
        (lambda (x) (list 'unwound (exception-message x)))
        (lambda () (raise-exception e))
        #:unwind? #t))
(show (with-exception-handler
        (lambda (x) 'by-key)
        (lambda () (throw 'mine 1))
        #:unwind? #t #:unwind-for-type 'mine))
(show (programming-error? (make-programming-error))
      (assertion-failure? (make-assertion-failure)))

(define table (alist->hash-table '(("a" . 1) ("b" . 2) ("a" . 3))))
(show (hash-ref table "a") (hash-ref table "b") (hash-ref table "c"))
(show (hashq-ref (alist->hashq-table '((x . 1))) 'x) (hashv-ref (alist->hashv-table '((7 . 1))) 7))
