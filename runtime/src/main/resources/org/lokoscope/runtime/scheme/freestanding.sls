;;; What Loko's free-standing programs use below its libraries, as far as it has a meaning on a JVM:
;;; to write to the console and to end. Memory, ports and all other system calls are refused.
(library (lokoscope private freestanding)
  (export $debug-display syscall)
  (import (lokoscope private builtins))

  (define ($debug-display object)
    (let ((port (current-output-port)))
      (display object port)
      (flush-output-port port)))

  ;; 60 is exit and 231 exit_group on the system that the numbers are from.
  (define (syscall number . arguments)
    (if (and (memv number '(60 231)) (pair? arguments))
        (exit (car arguments))
        (raise
          (condition
            (make-implementation-restriction-violation)
            (make-who-condition 'syscall)
            (make-message-condition "no such system call here; 60 (exit) is the only one")
            (make-irritants-condition (cons number arguments)))))))
