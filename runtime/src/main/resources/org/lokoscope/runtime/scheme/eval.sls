;; What evaluates, and is no primitive.
(library (lokoscope private eval)
  (export load emergency-exit)
  (import (lokoscope private builtins))

  (define load
    (case-lambda
      ((file) (load file (interaction-environment)))
      ((file environment)
       (call-with-input-file file
         (lambda (port)
           (let loop ((datum (read port)))
             (unless (eof-object? datum)
               (eval datum environment)
               (loop (read port)))))))))

  ;; No process has anything outside of it to clean up, so this is exit without winders.
  (define emergency-exit
    (case-lambda
      (() (exit))
      ((status) (exit status)))))
