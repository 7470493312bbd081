;;; (ice-9 ports internal): what stands for the descriptor of a port is the port itself.

(library (ice-9 ports internal)
  (export port-read-wait-fd port-write-wait-fd)
  (import (lokoscope private builtins))

  (define (port-read-wait-fd port) port)

  (define (port-write-wait-fd port) port))
