;; The same server as http-server.sps for Guile, with the library of fibers.
(use-modules (fibers)
             (ice-9 binary-ports)
             (ice-9 rdelim)
             (rnrs bytevectors))

(define answer
  (string->utf8
    (string-append "HTTP/1.1 200 OK\r\n"
                   "Content-Type: text/plain\r\n"
                   "Content-Length: 13\r\n"
                   "\r\n"
                   "Hello, World!")))

(define (get-request in)
  (let ((line (read-line in)))
    (cond ((eof-object? line) #f)
          ((string=? line "\r") #t)
          (else (get-request in)))))

(define (serve port)
  (setvbuf port 'block 1024)
  (setsockopt port IPPROTO_TCP TCP_NODELAY 1)
  (let loop ()
    (when (get-request port)
      (put-bytevector port answer)
      (force-output port)
      (loop)))
  (close-port port))

(define (serve-safely port)
  (catch 'system-error
    (lambda () (serve port))
    (lambda _ (close-port port))))

(define (listen-anywhere)
  (let ((listener (socket PF_INET SOCK_STREAM 0)))
    (bind listener AF_INET INADDR_LOOPBACK 0)
    (fcntl listener F_SETFL (logior O_NONBLOCK (fcntl listener F_GETFL)))
    (listen listener 4096)
    listener))

(run-fibers
  (lambda ()
    (let ((listener (listen-anywhere)))
      (sigaction SIGPIPE SIG_IGN)
      (display (sockaddr:port (getsockname listener)))
      (newline)
      (force-output)
      (let loop ()
        (let ((accepted (accept listener SOCK_NONBLOCK)))
          (spawn-fiber (lambda () (serve-safely (car accepted))) #:parallel? #t)
          (loop))))))
