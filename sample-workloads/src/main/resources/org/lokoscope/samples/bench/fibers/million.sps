;; A million fibers are parked at once, and all go on.
(import (rnrs) (parking))

(park-and-report 1000000)
