;; Servers and clients of HTTP: (web server), (fibers web server) and (web client).
(use-modules (web server) (web client) (web request) (web response) (web uri)
             ((fibers web server) #:prefix concurrent:) (fibers) (ice-9 threads)
             (ice-9 binary-ports) (ice-9 textual-ports) (rnrs bytevectors) (srfi srfi-11))

(define (show . xs) (for-each display xs) (newline))

(define (free-socket)
  (let ((socket (socket PF_INET SOCK_STREAM 0)))
    (bind socket AF_INET INADDR_LOOPBACK 0)
    (listen socket 16)
    socket))

(define (port-of socket) (sockaddr:port (getsockname socket)))

(define (handler request body)
  (let ((path (uri-path (request-uri request))))
    (cond
      ((string=? path "/") (values '((content-type . (text/plain))) "Hello, World!"))
      ((string=? path "/body")
       (values '((content-type . (text/plain (charset . "utf-8"))))
               (format #f "~a ~s" (request-method request) (and body (utf8->string body)))))
      ((string=? path "/umlaut")
       (values '((content-type . (text/plain (charset . "iso-8859-1")))) "fünf"))
      ((string=? path "/procedure")
       (values '((content-type . (text/plain)))
               (lambda (port)
                 (display "one " port)
                 (force-output port)
                 (display "two" port))))
      ((string=? path "/sized")
       (values '((content-type . (application/octet-stream)) (content-length . 3))
               (lambda (port) (put-bytevector port #vu8(1 2 3)))))
      ((string=? path "/none") (values (build-response #:code 204) #f))
      ((string=? path "/fails") (error "on purpose"))
      (else (values (build-response #:code 404) (string-append "no " path))))))

(define (asks port)
  (define (uri path) (string->uri (format #f "http://127.0.0.1:~a~a" port path)))
  (define (ask path . options)
    (let-values (((response body) (apply http-request (uri path) options)))
      (show path " " (response-code response) " " (response-reason-phrase response) " "
            (assq-ref (response-headers response) 'content-type) " "
            (assq-ref (response-headers response) 'content-length) " "
            (assq-ref (response-headers response) 'transfer-encoding) " "
            (if (port? body) (get-string-all body) body))))
  (ask "/")
  (ask "/" #:method 'HEAD)
  (ask "/" #:version '(1 . 0))
  (ask "/body" #:method 'POST #:body "grüße")
  (ask "/body" #:method 'PUT #:body (string->utf8 "bytes"))
  (ask "/body?q")
  (ask "/umlaut")
  (ask "/procedure")
  (ask "/procedure" #:streaming? #t)
  (ask "/procedure" #:version '(1 . 0))
  (ask "/sized")
  (ask "/sized" #:decode-body? #f #:method 'HEAD)
  (ask "/none")
  (parameterize ((current-error-port (open-output-string)))
    (ask "/fails"))
  (ask "/missing")
  (ask "//missing//x")
  (let-values (((response body) (http-get (uri "/"))) ((again text) (http-post (uri "/body") #:body "x")))
    (show body " " text))
  ;; One connection for several requests
  (let ((socket (open-socket-for-uri (uri "/"))))
    (for-each
      (lambda (path)
        (let-values (((response body) (http-get (uri path) #:port socket #:keep-alive? #t)))
          (show path " " body)))
      '("/" "/procedure" "/missing" "/"))
    (close-port socket))
  (raw port))

;; What a server answers to a text.
(define (talk port . texts)
  (let ((socket (socket PF_INET SOCK_STREAM 0)))
    (connect socket AF_INET INADDR_LOOPBACK port)
    (for-each (lambda (text) (put-string socket text) (force-output socket)) texts)
    (shutdown socket 1)
    (let ((answer (get-string-all socket)))
      (close-port socket)
      answer)))

(define (first-line text)
  (if (string? text) (substring text 0 (or (string-index text #\return) 0)) "nothing"))

(define (raw port)
  (define (show-answer . texts) (show (first-line (apply talk port texts))))
  (show-answer "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
  (show-answer "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
  (show-answer "GET / HTTP/1.1\nHost: x\n\n")
  (show-answer "GET / HT" "TP/1.1\r\nHo" "st: x\r\n\r\n")
  (show-answer "nonsense\r\n\r\n")
  (show-answer "GET / HTTP/1.1\r\n\r\n")
  (show-answer "GET / HTTP/1.1\r\nno colon\r\n\r\n")
  (show-answer "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n")
  (show-answer "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nshort")
  (show-answer "BREW / HTTP/1.1\r\nHost: x\r\n\r\n")
  (show-answer (string-append "GET /" (make-string 70000 #\x) " HTTP/1.1\r\n"))
  (show-answer "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n")
  (show (string-contains
          (talk port "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
          "POST \"abcde\""))
  (show (string-prefix? "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"
          (talk port "POST /body HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n" "y")))
  ;; Two requests at once, and the answers in their order
  (let ((both (talk port "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /missing HTTP/1.1\r\nHost: x\r\n\r\n")))
    (show (< (string-contains both "Hello") (string-contains both "no /missing"))))
  (show-answer ""))

(define (quietly thunk)
  (parameterize ((current-error-port (open-output-string))) (thunk)))

(show "--- (web server)")
(let ((socket (free-socket)))
  (call-with-new-thread
    (lambda () (quietly (lambda () (run-server handler 'http (list #:socket socket))))))
  (asks (port-of socket)))

(show "--- (fibers web server)")
(let ((socket (free-socket)))
  (call-with-new-thread
    (lambda () (quietly (lambda () (concurrent:run-server handler #:socket socket)))))
  (asks (port-of socket)))

(show "--- states")
(let ((socket (free-socket)))
  (call-with-new-thread
    (lambda ()
      (run-server
        (lambda (request body count)
          (values '((content-type . (text/plain))) (number->string count) (+ count 1)))
        'fibers (list #:socket socket) 1)))
  (do ((i 0 (+ i 1)))
      ((= i 3))
    (call-with-values
      (lambda () (http-get (string->uri (format #f "http://127.0.0.1:~a/" (port-of socket)))))
      (lambda (response body) (show body)))))
(exit 0)
