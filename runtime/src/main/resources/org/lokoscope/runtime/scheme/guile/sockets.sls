;;; Guile's sockets: part of (guile). A socket is a port from the start. SocketPrimitives.java says
;;; what an address is.

(library (guile sockets)
  (export socket bind listen accept connect shutdown getsockname getpeername setsockopt fcntl
          make-socket-address sockaddr:fam sockaddr:addr sockaddr:port inet-pton inet-ntop
          getaddrinfo addrinfo:flags addrinfo:fam addrinfo:socktype addrinfo:protocol
          addrinfo:addr addrinfo:canonname
          PF_INET PF_INET6 PF_UNSPEC AF_INET AF_INET6 AF_UNSPEC INADDR_ANY INADDR_LOOPBACK
          INADDR_BROADCAST SOCK_STREAM SOCK_DGRAM SOCK_NONBLOCK SOCK_CLOEXEC SOL_SOCKET
          SO_REUSEADDR SO_REUSEPORT SO_KEEPALIVE SO_BROADCAST SO_RCVBUF SO_SNDBUF SO_LINGER
          IPPROTO_IP IPPROTO_TCP IPPROTO_UDP TCP_NODELAY TCP_CORK
          F_GETFD F_SETFD F_GETFL F_SETFL FD_CLOEXEC O_NONBLOCK O_RDONLY O_WRONLY O_RDWR O_APPEND
          O_CREAT O_TRUNC O_EXCL AI_PASSIVE AI_NUMERICHOST AI_NUMERICSERV AI_ADDRCONFIG
          AI_CANONNAME)
  (import (lokoscope private builtins))

  (define PF_UNSPEC 0)
  (define PF_INET 2)
  (define PF_INET6 10)
  (define AF_UNSPEC 0)
  (define AF_INET 2)
  (define AF_INET6 10)
  (define INADDR_ANY 0)
  (define INADDR_LOOPBACK #x7f000001)
  (define INADDR_BROADCAST #xffffffff)
  (define SOCK_STREAM 1)
  (define SOCK_DGRAM 2)
  (define SOCK_NONBLOCK 2048)
  (define SOCK_CLOEXEC 524288)
  (define SOL_SOCKET 1)
  (define SO_REUSEADDR 2)
  (define SO_BROADCAST 6)
  (define SO_SNDBUF 7)
  (define SO_RCVBUF 8)
  (define SO_KEEPALIVE 9)
  (define SO_LINGER 13)
  (define SO_REUSEPORT 15)
  (define IPPROTO_IP 0)
  (define IPPROTO_TCP 6)
  (define IPPROTO_UDP 17)
  (define TCP_NODELAY 1)
  (define TCP_CORK 3)
  (define F_GETFD 1)
  (define F_SETFD 2)
  (define F_GETFL 3)
  (define F_SETFL 4)
  (define FD_CLOEXEC 1)
  (define O_RDONLY 0)
  (define O_WRONLY 1)
  (define O_RDWR 2)
  (define O_CREAT 64)
  (define O_EXCL 128)
  (define O_TRUNC 512)
  (define O_APPEND 1024)
  (define O_NONBLOCK 2048)
  (define AI_PASSIVE 1)
  (define AI_CANONNAME 2)
  (define AI_NUMERICHOST 4)
  (define AI_ADDRCONFIG 32)
  (define AI_NUMERICSERV 1024)

  (define (socket family style protocol)
    (let ((type (bitwise-and style 15)))
      (unless (and (memv family (list PF_INET PF_INET6)) (= type SOCK_STREAM))
        (error 'socket "only TCP sockets are supported" family style))
      (let ((port (%socket)))
        (%set-socket-flags! port (bitwise-and style O_NONBLOCK))
        port)))

  (define (make-socket-address family . parts)
    (if (= (length parts) 2)
        (vector family (car parts) (cadr parts))
        (error 'make-socket-address "only internet addresses are supported" family)))

  (define (sockaddr:fam address) (vector-ref address 0))
  (define (sockaddr:addr address) (vector-ref address 1))
  (define (sockaddr:port address) (vector-ref address 2))

  ;; Either a socket address, or its parts.
  (define (address arguments)
    (if (vector? (car arguments))
        (car arguments)
        (apply make-socket-address arguments)))

  (define (bind socket . where) (%bind socket (address where)))

  (define (listen socket backlog) (%listen socket backlog))

  (define (connect socket . where) (%connect socket (address where)))

  ;; A new socket and the address of its peer. The flags say nothing new: no socket blocks a thread.
  (define (accept socket . flags) (%accept socket))

  (define (shutdown socket how)
    (unless (= how 0)
      (%shutdown-output socket)))

  ;; Addresses are reused, small messages leave at once: what programs ask for is so already.
  (define (setsockopt socket level option value)
    (unless (%socket? socket)
      (assertion-violation 'setsockopt "expected a socket" socket)))

  (define (fcntl port command . value)
    (cond
      ((= command F_GETFL) (%socket-flags port))
      ((= command F_SETFL) (%set-socket-flags! port (car value)) 0)
      ((= command F_GETFD) FD_CLOEXEC)
      ((= command F_SETFD) 0)
      (else (error 'fcntl "unknown command" command))))

  (define services '(("http" . 80) ("https" . 443) ("ftp" . 21) ("ssh" . 22) ("smtp" . 25)
                     ("domain" . 53) ("telnet" . 23)))

  (define (service-port service)
    (cond
      ((not service) 0)
      ((number? service) service)
      ((string->number service))
      ((assoc service services) => cdr)
      (else (error 'getaddrinfo "unknown service" service))))

  (define (getaddrinfo host . options)
    (let* ((service (and (pair? options) (car options)))
           (found (%resolve (or host "127.0.0.1") (service-port service))))
      (list (vector 0 (vector-ref found 0) SOCK_STREAM IPPROTO_TCP found #f))))

  (define (addrinfo:flags info) (vector-ref info 0))
  (define (addrinfo:fam info) (vector-ref info 1))
  (define (addrinfo:socktype info) (vector-ref info 2))
  (define (addrinfo:protocol info) (vector-ref info 3))
  (define (addrinfo:addr info) (vector-ref info 4))
  (define (addrinfo:canonname info) (vector-ref info 5)))
