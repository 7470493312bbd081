;; exit leaves the dynamic state first; an after thunk may itself ask to exit, and the last wins.
(import (scheme base) (scheme process-context))
(define place (make-parameter "outside"))
(dynamic-wind
  (lambda () (write-string "in 1\n"))
  (lambda ()
    (parameterize ((place "inside"))
      (dynamic-wind
        (lambda () (write-string "in 2\n"))
        (lambda ()
          (dynamic-wind
            (lambda () #f)
            (lambda () (guard (e (#t (write-string "never\n"))) (exit 3)))
            (lambda () (write-string "out 3\n") (exit 4) (write-string "never\n"))))
        (lambda () (write-string (place)) (write-string ": out 2\n")))))
  (lambda () (write-string (place)) (write-string ": out 1\n")))
