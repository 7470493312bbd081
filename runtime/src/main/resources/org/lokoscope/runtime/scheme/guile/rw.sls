;;; (ice-9 rw): as much of a string as a port has, or takes.

(library (ice-9 rw)
  (export read-string!/partial write-string/partial)
  (import (guile) (only (lokoscope private builtins) get-string-n! put-string))

  (define* (read-string!/partial string #:optional (port (current-input-port)) (start 0)
                                 (end (string-length string)))
    (let ((count (get-string-n! port string start (- end start))))
      (if (eof-object? count) #f count)))

  (define* (write-string/partial string #:optional (port (current-output-port)) (start 0)
                                 (end (string-length string)))
    (put-string port string start (- end start))
    (- end start)))
