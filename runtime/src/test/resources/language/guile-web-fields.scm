;; Header fields of requests and responses one by one, the client's verbs, and what is refused.
(use-modules (web request) (web response) (web http) (web uri) (web client) (web server)
             (ice-9 threads) (ice-9 textual-ports) (ice-9 binary-ports) (rnrs bytevectors) (srfi srfi-19))

(define-syntax show
  (syntax-rules ()
    ((_ expression)
     (begin
       (write
         (catch #t (lambda () expression)
           (lambda (key . rest)
             (if (and (pair? rest) (pair? (cdr rest)) (pair? (cddr rest))
                      (string? (cadr rest)) (list? (caddr rest)))
                 (list 'error key (apply simple-format #f (cadr rest) (caddr rest)))
                 (list 'error key)))))
       (newline)))))

(define (plain x)
  (cond
    ((date? x) (date->string x "~Y-~m-~d ~H:~M:~S"))
    ((uri? x) (uri->string x))
    ((uri-reference? x) (uri->string x))
    ((pair? x) (cons (plain (car x)) (plain (cdr x))))
    (else x)))

(define request-text
  (string-append
    "GET /a?b=c#d HTTP/1.1\r\n"
    "Accept: text/*;q=0.3, text/html\r\n"
    "Accept-Charset: iso-8859-5, unicode-1-1;q=0.8\r\n"
    "Accept-Encoding: compress, gzip;q=0.5\r\n"
    "Accept-Language: da, en-gb;q=0.8\r\n"
    "Allow: GET, HEAD\r\n"
    "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"
    "Cache-Control: no-cache, max-age=10\r\n"
    "Connection: close\r\n"
    "Content-Encoding: gzip\r\n"
    "Content-Language: de, en\r\n"
    "Content-Length: 3\r\n"
    "Content-Location: http://here.org/x\r\n"
    "Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==\r\n"
    "Content-Range: bytes 0-2/10\r\n"
    "Content-Type: text/plain;charset=utf-8\r\n"
    "Date: Tue, 15 Nov 1994 08:12:31 GMT\r\n"
    "Expect: 100-continue\r\n"
    "Expires: Tue, 15 Nov 1994 08:12:32 GMT\r\n"
    "From: me@here.org\r\n"
    "Host: here.org:8080\r\n"
    "If-Match: \"abc\"\r\n"
    "If-Modified-Since: Tue, 15 Nov 1994 08:12:33 GMT\r\n"
    "If-None-Match: W/\"abc\", \"def\"\r\n"
    "If-Range: \"xyz\"\r\n"
    "If-Unmodified-Since: Tue, 15 Nov 1994 08:12:34 GMT\r\n"
    "Last-Modified: Tue, 15 Nov 1994 08:12:35 GMT\r\n"
    "Max-Forwards: 10\r\n"
    "Pragma: no-cache\r\n"
    "Proxy-Authorization: Basic c2VjcmV0\r\n"
    "Range: bytes=0-499\r\n"
    "Referer: http://there.org/y\r\n"
    "TE: trailers, deflate;q=0.5\r\n"
    "Trailer: foo, bar\r\n"
    "Transfer-Encoding: foo, chunked\r\n"
    "Upgrade: HTTP/2.0\r\n"
    "User-Agent: tester/1.0\r\n"
    "Via: 1.0 fred, 1.1 there.org\r\n"
    "Warning: 123 foo \"core breach\"\r\n"
    "X-Own: what I want\r\n"
    "\r\nabc"))

(define request (read-request (open-input-string request-text)))
(for-each
  (lambda (accessor) (write (plain (accessor request))) (newline))
  (list request-method request-uri request-version request-accept request-accept-charset
        request-accept-encoding request-accept-language request-allow request-authorization
        request-cache-control request-connection request-content-encoding
        request-content-language request-content-length request-content-location
        request-content-md5 request-content-range request-content-type request-date
        request-expect request-expires request-from request-host request-if-match
        request-if-modified-since request-if-none-match request-if-range
        request-if-unmodified-since request-last-modified request-max-forwards request-pragma
        request-proxy-authorization request-range request-referer request-te request-trailer
        request-transfer-encoding request-upgrade request-user-agent request-via
        request-warning))
(define bare (build-request (string->uri "http://here.org/") #:validate-headers? #f))
(for-each
  (lambda (accessor) (write (accessor bare)) (display " ") (write (accessor bare 'default)) (newline))
  (list request-accept request-accept-charset request-accept-encoding request-accept-language
        request-allow request-authorization request-cache-control request-connection
        request-content-encoding request-content-language request-content-length
        request-content-location request-content-md5 request-content-range
        request-content-type request-date request-expect request-expires request-from
        request-if-match request-if-modified-since request-if-none-match
        request-if-range request-if-unmodified-since request-last-modified
        request-max-forwards request-pragma request-proxy-authorization request-range
        request-referer request-te request-trailer request-transfer-encoding request-upgrade
        request-user-agent request-via request-warning))
(show (plain (request-absolute-uri request)))
(define (asking text) (read-request (open-input-string text)))
(define nameless (asking "GET /x?q HTTP/1.0\r\n\r\n"))
(show (plain (request-absolute-uri nameless "host.org" 81)))
(show (plain (request-absolute-uri nameless "host.org")))
(show (plain (request-absolute-uri nameless)))
(show (read-request-body nameless))
(show (read-request-body (asking "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")))

(define response-text
  (string-append
    "HTTP/1.1 404 Gone Away\r\n"
    "Accept-Ranges: foo, bar\r\n"
    "Age: 30\r\n"
    "Allow: GET, HEAD\r\n"
    "Cache-Control: public\r\n"
    "Connection: close\r\n"
    "Content-Encoding: gzip\r\n"
    "Content-Language: de, en\r\n"
    "Content-Length: 3\r\n"
    "Content-Location: http://here.org/x\r\n"
    "Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==\r\n"
    "Content-Range: bytes 0-2/10\r\n"
    "Content-Type: text/plain;charset=utf-8\r\n"
    "Date: Tue, 15 Nov 1994 08:12:31 GMT\r\n"
    "ETag: W/\"xyz\"\r\n"
    "Expires: Tue, 15 Nov 1994 08:12:32 GMT\r\n"
    "Last-Modified: Tue, 15 Nov 1994 08:12:33 GMT\r\n"
    "Location: http://other.org/\r\n"
    "Pragma: no-cache\r\n"
    "Proxy-Authenticate: Basic realm=\"guile\"\r\n"
    "Retry-After: 20\r\n"
    "Server: tester\r\n"
    "Trailer: foo\r\n"
    "Transfer-Encoding: chunked\r\n"
    "Upgrade: HTTP/2.0\r\n"
    "Vary: foo, bar\r\n"
    "Via: 1.0 fred\r\n"
    "Warning: 123 foo \"core breach\"\r\n"
    "WWW-Authenticate: Basic realm=\"here\"\r\n"
    "\r\n"))
(define response (read-response (open-input-string response-text)))
(for-each
  (lambda (accessor) (write (plain (accessor response))) (newline))
  (list response-code response-reason-phrase response-version response-accept-ranges response-age
        response-allow response-cache-control response-connection response-content-encoding
        response-content-language response-content-length response-content-location
        response-content-md5 response-content-range response-content-type response-date
        response-etag response-expires response-last-modified response-location response-pragma
        response-proxy-authenticate response-retry-after response-server response-trailer
        response-transfer-encoding response-upgrade response-vary response-via response-warning
        response-www-authenticate))
(define empty (build-response))
(for-each
  (lambda (accessor) (write (accessor empty)) (display " ") (write (accessor empty 'default)) (newline))
  (list response-accept-ranges response-age
        response-allow response-cache-control response-connection response-content-encoding
        response-content-language response-content-length response-content-location
        response-content-md5 response-content-range response-content-type response-date
        response-etag response-expires response-last-modified response-location response-pragma
        response-proxy-authenticate response-retry-after response-server response-trailer
        response-transfer-encoding response-upgrade response-vary response-via response-warning
        response-www-authenticate))
(show (map response-reason-phrase (map (lambda (code) (build-response #:code code)) '(200 301 404 418 500 599))))
(show (response-version empty))
(show (response-must-not-include-body? (build-response #:code 204)))
(show (response-body-port (read-response (open-input-string "HTTP/1.1 204 No\r\n\r\n"))))

;; Header fields of the program's own
(declare-header! "X-Doubled" (lambda (text) (* 2 (string->number text))) number?
  (lambda (value port) (display (/ value 2) port)))
(declare-opaque-header! "X-Opaque")
(show (parse-header 'x-doubled "21"))
(show (call-with-output-string (lambda (port) (write-header 'x-doubled 42 port))))
(show (parse-header 'x-opaque " as is "))
(show (list (valid-header? 'x-doubled 1) (valid-header? 'x-doubled "1") (valid-header? 'x-opaque 1)))
(show (valid-header? "x" 1))
(show (list (known-header? 'x-doubled) (known-header? 'nobody-knows) (header->string 'x-doubled)
            (string->header "CONTENT-type")))
(show (call-with-output-string
        (lambda (port) (write-headers '((x-own . "one") (content-length . 5)) port))))
(show (call-with-output-string (lambda (port) (write-headers '((x-own . "one\r\ntwo: 2")) port))))
(show (call-with-output-string (lambda (port) (write-headers '((x-own . "one\ntwo")) port))))
(show (call-with-output-string (lambda (port) (write-headers '((x-own . "one\rtwo")) port))))
(show (call-with-output-string (lambda (port) (write-request-line 'GET (string->uri "http://h.org") '(1 . 1) port))))
(show (call-with-output-string (lambda (port) (write-request-line 'OPTIONS (build-uri-reference #:path "*") '(1 . 1) port))))
(define (line text) (call-with-values (lambda () (read-request-line (open-input-string text))) (lambda (m u v) (list m (plain u) v))))
(show (line "OPTIONS * HTTP/1.1\r\n"))
(show (line "GET http://full.org/p HTTP/1.0\r\n"))
(show (line "GET ::: HTTP/1.1\r\n"))
(show (line "GET / HTTP/x.1\r\n"))
(show (line "GET /\r\n"))

;; Values at the edge of what is allowed
(define (field name text) (plain (parse-header name text)))
(show (field 'accept-charset "a;q=1.000, b;q=0.001, c;q=0"))
(show (field 'accept-charset "a;q=1.001"))
(show (field 'accept-charset "a;q=2"))
(show (field 'content-type "text/html; charset=\"utf\\\"-8\""))
(show (call-with-output-string (lambda (port) (write-header 'content-type '(text/html (charset . "a b\"c\\d")) port))))
(show (call-with-output-string (lambda (port) (write-header 'accept-charset '((1000 . "a") (500 . "b") (1 . "c")) port))))
(show (field 'date "Sun, 06 Nov 1994 23:59:59 GMT"))
(show (field 'date "Sunday, 06-Nov-94 08:49:37 GMT"))
(show (field 'date "Sun Nov  6 08:49:37 1994"))
(show (field 'date "Sun, 06 Nov 1994 24:00:00 GMT"))
(show (field 'date "Sun, 06 Nov 1994 08:60:00 GMT"))
(show (field 'date "Sun, 06 Nov 1994 08:49:37 +0100"))
(show (field 'expires "0"))
(show (field 'if-range "W/\"x\""))
(show (field 'if-range "Tue, 15 Nov 1994 08:12:33 GMT"))
(show (field 'warning "99 foo \"x\""))
(show (field 'warning "1000 foo \"x\""))
(show (field 'www-authenticate "Basic"))
(show (field 'www-authenticate "Digest realm=\"a, b\", qop=\"auth\""))
(show (field 'cache-control "private=\"a, b\", max-age"))
(show (field 'content-length "12x"))
(show (field 'content-type "text"))
(show (field 'content-type "text/plain/x"))
(show (field 'accept ""))
(show (list (valid-header? 'accept-charset '((1001 . "a"))) (valid-header? 'accept-charset '((1000 . "a")))
            (valid-header? 'content-range '(bytes (0 . 1) *)) (valid-header? 'range '(bytes (1 . #f)))))

;; The client's verbs, and what the server answers them with
(define (free-socket)
  (let ((socket (socket PF_INET SOCK_STREAM 0)))
    (bind socket AF_INET INADDR_LOOPBACK 0)
    (listen socket 16)
    socket))
(define (handler request body)
  (if (string=? (uri-path (request-uri request)) "/bad")
      (values '((content-type . (text/plain))) 'no-body)
      (values '((content-type . (text/plain (charset . "utf-8")))) (format #f "~a ~a" (request-method request) (and body (bytevector-length body))))))
(define listening (free-socket))
(define port (sockaddr:port (getsockname listening)))
(define base (format #f "http://127.0.0.1:~a" port))
(call-with-new-thread
  (lambda ()
    (parameterize ((current-error-port (open-output-string)))
      (run-server handler 'http (list #:socket listening)))))
(define (ask verb path . options)
  (call-with-values (lambda () (apply verb (string-append base path) options))
    (lambda (response body) (list (response-code response) (if (bytevector? body) (utf8->string body) body)))))
(for-each (lambda (verb) (show (ask verb "/v")))
          (list http-get http-head http-post http-put http-delete http-trace http-options))
(show (ask http-put "/v" #:body "text"))
(show (ask http-post "/v" #:body "grün" #:headers '((content-type . (text/plain (charset . "iso-8859-1"))))))
(show (ask http-get (string-append "/v")))
(show (car (ask http-get "/bad")))
(show (http-get 'no-uri))
(show (http-get "https://127.0.0.1/"))
(show (http-get (string->uri base) #:body 'wrong))
(show (run-server handler 'no-such-server))
(show (map (lambda (p) (parameterize ((current-http-proxy p)) (current-http-proxy))) '(#f "http://p:1")))
(exit 0)
