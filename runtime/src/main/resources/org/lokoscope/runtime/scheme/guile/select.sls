;;; (guile select): waiting for several ports at once. A port stands for its descriptor.

(library (guile select)
  (export select wait-for-ports)
  (import (guile) (only (guile signals) wait-interruptibly)
          (only (lokoscope private builtins) %socket? u8-ready? textual-port? readable-operation
                writable-operation sleep-operation choice-operation wrap-operation))

  ;; Whether something can be read without waiting. Of a socket that listens nobody can tell.
  (define (input-ready? port)
    (false-if-exception (if (textual-port? port) (char-ready? port) (u8-ready? port))))

  ;; Only sockets and pipes make a writer wait.
  (define (output-ready? port) (not (%socket? port)))

  ;; The ports that can be read and those that can be written to: none when the time is over or a
  ;; signal came. SECONDS is #f if there is no limit.
  (define (wait-for-ports inputs outputs seconds)
    (let ((now (filter input-ready? inputs)) (writable (filter output-ready? outputs)))
      (if (or (pair? now) (pair? writable))
          (values now (append writable (ready-sockets outputs)))
          (call-with-values (lambda () (wait-for-one inputs outputs seconds))
            (lambda (kind port)
              (case kind
                ((input)
                 (values (filter (lambda (each) (or (eq? each port) (input-ready? each))) inputs)
                         '()))
                ((output) (values '() (list port)))
                (else (values '() '()))))))))

  (define (ready-sockets outputs) (filter %socket? outputs))

  (define (wait-for-one inputs outputs seconds)
    (define (arm kind operation)
      (lambda (port)
        (wrap-operation (operation port) (lambda ignored (cons kind port)))))
    (let* ((arms (append (map (arm 'input readable-operation) inputs)
                         (map (arm 'output writable-operation) outputs)
                         (if seconds
                             (list (wrap-operation (sleep-operation seconds)
                                     (lambda ignored (cons 'time #f))))
                             '())))
           (found (wait-interruptibly (and (pair? arms) (apply choice-operation arms)))))
      (if found
          (values (car found) (cdr found))
          (values 'signal #f))))

  (define (as-list x) (if (vector? x) (vector->list x) x))

  (define (like x ports) (if (vector? x) (list->vector ports) ports))

  ;; Nothing exceptional ever happens to a port.
  (define* (select reads writes excepts #:optional seconds (microseconds 0))
    (call-with-values
      (lambda ()
        (wait-for-ports (as-list reads) (as-list writes)
          (and seconds (+ seconds (/ (or microseconds 0) 1000000)))))
      (lambda (inputs outputs)
        (list (like reads inputs) (like writes outputs) (like excepts '()))))))
