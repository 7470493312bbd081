;; What a parked fiber costs, its channel included.
(import (rnrs) (parking))

(park-and-report 200000)
