;;; (ice-9 textual-ports)

(library (ice-9 textual-ports)
  (export get-char get-line get-string-all get-string-n get-string-n! lookahead-char put-char
          put-string unget-char unget-string)
  (import (lokoscope private builtins) (only (guile) unread-string))

  (define (unget-char port c) (unread-char c port))

  (define (unget-string port string . range)
    (let* ((start (if (pair? range) (car range) 0))
           (end (if (and (pair? range) (pair? (cdr range)))
                    (+ start (cadr range))
                    (string-length string))))
      (unread-string (substring string start end) port))))
