;;; (ice-9 lineio): ports that give whole lines and take them back.

(library (ice-9 lineio)
  (export unread-string read-string lineio-port? make-line-buffering-input-port)
  (import (only (ice-9 rdelim) read-line) (guile))

  (define ports (make-weak-key-hash-table))

  (define (make-line-buffering-input-port port)
    (let ((own (open-input-string "")))
      (hashq-set! ports own (cons port '()))
      own))

  (define (lineio-port? port) (->bool (hashq-ref ports port)))

  (define (read-string port)
    (let ((state (hashq-ref ports port)))
      (if (pair? (cdr state))
          (let ((line (cadr state)))
            (set-cdr! state (cddr state))
            line)
          (let ((line (read-line (car state) 'concat)))
            (if (string? line) line "")))))

  (define (unread-string string port)
    (let ((state (hashq-ref ports port)))
      (set-cdr! state (cons string (cdr state))))))
