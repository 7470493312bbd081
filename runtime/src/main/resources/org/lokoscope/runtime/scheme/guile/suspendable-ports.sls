;;; (ice-9 suspendable-ports): all ports on sockets and pipes suspend the fiber that must wait. The
;;; waiters are called with the port when an operation cannot go on.

(library (ice-9 suspendable-ports)
  (export install-suspendable-ports! uninstall-suspendable-ports!
          current-read-waiter current-write-waiter)
  (import (lokoscope private builtins))

  (define (install-suspendable-ports!) (if #f #f))

  (define (uninstall-suspendable-ports!) (if #f #f)))
