;;; (web server): a loop that reads a request, asks a handler and writes its answer, over an
;;; implementation of four procedures.

(library (web server)
  (export define-server-impl make-server-impl server-impl? server-impl-name server-impl-open
          server-impl-read server-impl-write server-impl-close lookup-server-impl open-server
          read-client handle-request sanitize-response write-client close-server
          serve-one-client run-server)
  (import (guile) (guile web-answers) (guile web-server-impl)
          (only (fibers) dynamic-wind*))

  (define-syntax define-server-impl
    (syntax-rules ()
      ((_ name open read write close)
       (define name (make-server-impl 'name open read write close)))))

  (define (lookup-server-impl impl)
    (cond
      ((server-impl? impl) impl)
      ((symbol? impl)
       (let ((found (module-ref (resolve-module (list 'web 'server impl)) impl)))
         (if (server-impl? found)
             found
             (scm-error 'misc-error "lookup-server-impl"
                        "expected a server impl in module (web server ~A)" (list impl) #f))))
      (else
       (scm-error 'misc-error "lookup-server-impl" "expected a server-impl or a symbol: ~S"
                  (list impl) #f))))

  (define (open-server impl open-params) (apply (server-impl-open impl) open-params))

  (define (read-client impl server)
    (catch #t
      (lambda () ((server-impl-read impl) server))
      (lambda (key . args)
        (if (memq key '(quit interrupt))
            (apply throw key args)
            (begin
              (display "In the read procedure of a server:\n" (current-error-port))
              (print-exception (current-error-port) #f key args)
              (values #f #f #f))))))

  (define (write-client impl server client response body)
    ((server-impl-write impl) server client response body))

  (define (close-server impl server) ((server-impl-close impl) server))

  ;; The response, the body and the list of new states.
  (define (handle-request handler request body state)
    (call-with-values
      (lambda ()
        (handled
          (lambda ()
            (call-with-values (lambda () (apply handler request body state))
              (lambda (response body . state)
                (call-with-values (lambda () (sanitize-response request response body))
                  (lambda (response body) (values response body state))))))))
      (case-lambda
        ((response body new) (values response body new))
        ((response body)
         (call-with-values (lambda () (sanitize-response request response body))
           (lambda (response body) (values response body state)))))))

  (define (serve-one-client handler impl server state)
    (call-with-values (lambda () (read-client impl server))
      (lambda (client request body)
        (if (not client)
            state
            (call-with-values (lambda () (handle-request handler request body state))
              (lambda (response body state)
                (write-client impl server client response body)
                state))))))

  (define* (run-server handler #:optional (impl 'http) (open-params '()) . state)
    (let* ((impl (lookup-server-impl impl)) (server (open-server impl open-params)))
      (dynamic-wind*
        (lambda () *unspecified*)
        (lambda ()
          (let loop ((state state))
            (loop (serve-one-client handler impl server state))))
        (lambda () (close-server impl server))))))
