(import (scheme base) (scheme process-context))
(dynamic-wind
  (lambda () (write-string "in\n"))
  (lambda () (emergency-exit #f))
  (lambda () (write-string "never\n")))
