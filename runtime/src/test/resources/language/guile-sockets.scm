;;; Sockets with Guile's names: one port for bytes and characters, which listens or connects.

(use-modules (fibers) (fibers channels) (fibers io-wakeup) (fibers operations) (fibers timers)
             (ice-9 binary-ports) (ice-9 match) (ice-9 rdelim) (ice-9 textual-ports)
             (ice-9 suspendable-ports) (rnrs bytevectors))

(define (show . objects)
  (for-each (lambda (object) (write object) (display " ")) objects)
  (newline))

(define (listening)
  (let ((sock (socket PF_INET SOCK_STREAM 0)))
    (setsockopt sock SOL_SOCKET SO_REUSEADDR 1)
    (fcntl sock F_SETFD FD_CLOEXEC)
    (bind sock AF_INET INADDR_LOOPBACK 0)
    (fcntl sock F_SETFL (logior O_NONBLOCK (fcntl sock F_GETFL)))
    (listen sock 16)
    sock))

(define (connected address)
  (let ((sock (socket PF_INET SOCK_STREAM 0)))
    (setvbuf sock 'block 1024)
    (connect sock address)
    sock))

(define peer #f)

;; Answers a line with its text, and "bytes N" with the N bytes after it.
(define (serve sock)
  (match (accept sock SOCK_NONBLOCK)
    ((client . address)
     (set! peer address)
     (setvbuf client 'block 1024)
     (let loop ()
       (let ((line (read-line client)))
         (if (eof-object? line)
             (close-port client)
             (match (string-split (string-trim-right line) #\space)
               (("bytes" n)
                (let ((bytes (get-bytevector-n client (string->number n))))
                  (when (eqv? (peek-char client) #\return) (read-char client))
                  (put-bytevector client bytes)
                  (force-output client)
                  (loop)))
               (_
                (put-string client (string-upcase line))
                (put-char client #\newline)
                (force-output client)
                (loop)))))))))

(run-fibers
  (lambda ()
    (let* ((sock (listening)) (address (getsockname sock)))
      (spawn-fiber (lambda () (serve sock)))
      (let ((port (connected address)))
        (show (port? port) (input-port? port) (output-port? port)
              (equal? (getpeername port) address))
        (display "hello λ\r\n" port)
        (force-output port)
        (show (read-line port))
        (put-string port "bytes 4\n")
        (put-bytevector port #vu8(1 2 255 10))
        (put-string port "\rnext\n")
        (force-output port)
        (show (get-bytevector-n port 4))
        (show (peek-char port) (get-u8 port) (read-line port))
        (shutdown port 1)
        (show (read-line port))
        (close-port port)
        (show (port-closed? port)))
      (show (= (sockaddr:fam peer) AF_INET) (sockaddr:addr peer))
      (close-port sock)))
  #:hz 0)

;; Readiness
(define (late? operation)
  (perform-operation
    (choice-operation
      (wrap-operation operation (lambda results #f))
      (wrap-operation (sleep-operation 0.05) (lambda () #t)))))

(let ((sock (listening)))
  (show (late? (wait-until-port-readable-operation sock)))
  (show (late? (accept-operation sock)))
  (let ((port (connected (getsockname sock))))
    (show (late? (wait-until-port-readable-operation sock)))
    (show (pair? (perform-operation (accept-operation sock))))
    (show (late? (wait-until-port-writable-operation port)))
    (close port))
  (close sock))

;; Pipes
(define ends (pipe))
(show (late? (wait-until-port-readable-operation (car ends)))
      (late? (wait-until-port-writable-operation (cdr ends))))
(write 'through (cdr ends))
(newline (cdr ends))
(show (late? (wait-until-port-readable-operation (car ends))) (read-line (car ends)))
(show (call-with-values
        (lambda () (perform-operation (wait-until-port-writable-operation (cdr ends))))
        list))
(let ((full #f))
  (call-with-escape-continuation
    (lambda (leave)
      (parameterize ((current-write-waiter (lambda (port) (set! full port) (leave #t))))
        (let loop () (put-bytevector (cdr ends) (make-bytevector 4096 1)) (loop)))))
  (show (eq? full (cdr ends)) (late? (wait-until-port-writable-operation (cdr ends)))))
(show (bytevector-length (get-bytevector-n (car ends) 65536)))
(close-port (cdr ends))
(show (let loop ((c (get-u8 (car ends)))) (if (eof-object? c) c (loop (get-u8 (car ends))))))
(close-port (car ends))

;; Addresses and failures
(show (inet-pton AF_INET "127.0.0.1") (inet-ntop AF_INET INADDR_LOOPBACK))
(let ((info (car (getaddrinfo "127.0.0.1" "11211"))))
  (show (addrinfo:fam info) (addrinfo:socktype info) (addrinfo:addr info)))
(define closed (let* ((sock (listening)) (address (getsockname sock))) (close sock) address))
(show (catch 'system-error
        (lambda () (connected closed))
        (lambda (key . args) 'refused)))
(show (catch #t
        (lambda () (read-char (socket PF_INET SOCK_STREAM 0)))
        (lambda (key . args) key)))

;; A socket that listens already stays where it is.
(let ((socket (socket PF_INET SOCK_STREAM 0)))
  (bind socket AF_INET INADDR_LOOPBACK 0)
  (listen socket 1)
  (let ((before (getsockname socket)))
    (listen socket 5)
    (display (equal? before (getsockname socket)))
    (newline)
    (close-port socket)))
