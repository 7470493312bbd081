;;; (fibers web server): a server of HTTP that handles requests at the same time, each connection in
;;; a fiber.

(library (fibers web server)
  (export run-server)
  (import (guile) (guile web-answers) (fibers) (fibers conditions))

  ;; Runs until a SIGINT comes.
  (define* (run-server handler #:key host (family AF_INET)
                       (addr (if host (inet-pton family host) INADDR_LOOPBACK))
                       (port 8080)
                       (socket (listening-socket family addr port)))
    (listen socket 1024)
    (sigaction SIGPIPE SIG_IGN)
    (let ((finished (make-condition)))
      (call-with-interrupt (lambda () (signal-condition! finished))
        (lambda ()
          (run-fibers
            (lambda ()
              (spawn-fiber (lambda () (accept-all socket handler)))
              (wait finished)))))))

  (define (call-with-interrupt interrupt thunk)
    (let ((before #f))
      (dynamic-wind*
        (lambda () (set! before (sigaction SIGINT (lambda (signal) (interrupt)))))
        thunk
        (lambda ()
          (if (pair? before)
              (sigaction SIGINT (car before) (cdr before))
              (sigaction SIGINT #f))))))

  (define (accept-all socket handler)
    (let ((client (car (accept socket (logior SOCK_NONBLOCK SOCK_CLOEXEC)))))
      (spawn-fiber
        (lambda ()
          (serve-connection client
            (lambda (request body) (answer handler request body))))
        #:parallel? #t)
      (accept-all socket handler)))

  (define (answer handler request body)
    (call-with-values
      (lambda ()
        (handled
          (lambda ()
            (call-with-values (lambda () (handler request body))
              (lambda (response body) (sanitize-response request response body #t))))))
      (lambda (response body)
        (if body
            (values response body)
            (sanitize-response request response body #t))))))
