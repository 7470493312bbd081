;;; (web server http): the implementation of servers that Guile has from the start. Each connection
;;; has a fiber, which reads requests and writes answers; the loop of (web server) handles one
;;; request after the other.

(library (web server http)
  (export http)
  (import (guile) (guile web-answers) (guile web-server-impl)
          (only (lokoscope private builtins) spawn-fiber make-channel get-message put-message))

  (define-record-type <http-server>
    (make-http-server socket requests)
    http-server?
    (socket server-socket)
    (requests server-requests))

  (define* (open #:key host (family AF_INET)
                 (addr (if host (inet-pton family host) INADDR_LOOPBACK))
                 (port 8080)
                 (socket (listening-socket family addr port)))
    (listen socket 1024)
    (sigaction SIGPIPE SIG_IGN)
    (let ((requests (make-channel)))
      (spawn-fiber (lambda () (accept-all socket requests)))
      (make-http-server socket requests)))

  (define (accept-all socket requests)
    (catch #t
      (lambda ()
        (let loop ()
          (let ((client (car (accept socket))))
            (spawn-fiber (lambda () (serve client requests)))
            (loop))))
      (lambda (key . args) (false-if-exception (close-port socket)))))

  ;; What stands for the client is the channel that the answer goes to.
  (define (serve client requests)
    (let ((answers (make-channel)))
      (serve-connection client
        (lambda (request body)
          (put-message requests (vector answers request body))
          (let ((answer (get-message answers)))
            (values (car answer) (cdr answer)))))))

  (define (read server)
    (let ((next (get-message (server-requests server))))
      (values (vector-ref next 0) (vector-ref next 1) (vector-ref next 2))))

  (define (write server client response body)
    (put-message client (cons response body))
    (values))

  (define (close server) (false-if-exception (close-port (server-socket server))))

  (define http (make-server-impl 'http open read write close)))
