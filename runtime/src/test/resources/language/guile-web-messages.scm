;; (web request) and (web response): whole messages, read and written, with bodies.
(use-modules (web http) (web uri) (web request) (web response) (srfi srfi-19) (rnrs bytevectors)
             (ice-9 binary-ports) (ice-9 textual-ports) (ice-9 match))

(define-syntax-rule (try form)
  (begin
    (write 'form)
    (display " => ")
    (catch #t
      (lambda () (write (plain form)))
      (lambda (key . args)
        (format #t "~s ~s" key
          (if (memq key '(bad-header bad-header-component bad-request bad-response)) (plain args) (length args)))))
    (newline)))

(define (plain x)
  (cond
    ((date? x) (list 'date (date->string x "~4")))
    ((uri-reference? x) (list 'uri (uri->string x)))
    ((pair? x) (cons (plain (car x)) (plain (cdr x))))
    (else x)))

(define crlf "\r\n")
(define (lines . texts) (string-join texts "\r\n" 'suffix))

;; Requests

(define example
  (lines "GET /qux HTTP/1.1"
         "Host: localhost:8080"
         "User-Agent: Mozilla/5.0 (X11; U; Linux x86_64) Epiphany/2.30.2"
         "Accept: application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,*/*;q=0.5"
         "Accept-Encoding: gzip"
         "Accept-Language: en-gb, en;q=0.9"
         ""))

(define r (read-request (open-input-string example)))
(try (request? r))
(try (request-method r))
(try (request-uri r))
(try (request-version r))
(try (request-headers r))
(try (request-meta r))
(try (request-host r))
(try (request-user-agent r))
(try (request-accept r))
(try (request-accept-encoding r))
(try (request-accept-language r))
(try (request-content-length r))
(try (request-content-length r 17))
(try (request-connection r))
(try (request-referer r))
(try (request-cache-control r))
(try (request-pragma r))
(try (request-absolute-uri r))
(try (request-absolute-uri r "other" 1 'https))
(try (read-request-body r))
(try (request-meta (read-request (open-input-string example) '((peer . 1)))))
(try (call-with-output-string (lambda (port) (write-request r port))))
(try (request? (call-with-output-string (lambda (port) (write-request r port)))))

(define (body-of text) (read-request-body (read-request (open-input-string text))))
(try (utf8->string (body-of (string-append (lines "POST / HTTP/1.1" "Content-Length: 5" "") "hello, world"))))
(try (body-of (string-append (lines "POST / HTTP/1.1" "Content-Length: 50" "") "hello")))
(try (body-of (string-append (lines "POST / HTTP/1.1" "Content-Length: 0" "") "hello")))
(try (utf8->string (body-of (string-append (lines "POST / HTTP/1.1" "Transfer-Encoding: chunked" "") "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))))
(try (body-of (string-append (lines "GET / HTTP/1.0" "") "hello")))
(try (read-request (open-input-string "")))
(try (read-request (open-input-string "GET / HTTP/1.1\r\n")))
(try (read-request (open-input-string "GET / HTTP/1.1\r\nHost\r\n\r\n")))
(try (read-request (open-input-string "GET / HTTP/1.1\r\nContent-Length: -4\r\n\r\n")))
(try (read-request (open-input-string "FOO / HTTP/1.1\r\n\r\n")))

(define (text-of request) (call-with-output-string (lambda (port) (write-request request port))))
(try (text-of (build-request (string->uri "http://example.com:8080/a?b#c"))))
(try (text-of (build-request (string->uri "http://example.com/"))))
(try (text-of (build-request (string->uri "http://example.com"))))
(try (text-of (build-request (string->uri "http://example.com/") #:method 'POST #:version '(1 . 0)
                #:headers '((content-length . 3)))))
(try (text-of (build-request (string->uri "http://example.com/") #:headers '((host . ("other" . 1))))))
(try (text-of (build-request (build-uri-reference #:path "/x") #:headers '((host . ("h" . #f))))))
(try (build-request (build-uri-reference #:path "/x")))
(try (build-request (string->uri "http://h/") #:headers '((content-length . "x"))))
(try (build-request (string->uri "http://h/") #:headers '((x-y . 3))))
(try (request-method (build-request (string->uri "http://h/") #:headers '((x-y . 3)) #:validate-headers? #f)))
(try (build-request (string->uri "http://h/") #:headers '("x")))
(try (build-request (string->uri "http://h/") #:version "1.1"))
(try (build-request "http://h/"))
(try (request-headers (build-request (string->uri "http://h:8/"))))
(try (request-absolute-uri (build-request (build-uri-reference #:path "/x") #:headers '((host . ("h" . 81))))))
(try (request-absolute-uri (build-request (build-uri-reference #:path "/x") #:headers '((host . ("h" . 81)))) #f #f 'https))
(try (request-absolute-uri (build-request (build-uri-reference #:path "/x") #:headers '((host . ("h" . #f)))) "d" 9))
(try (request-absolute-uri (build-request (string->uri "http://h:8/"))))
(try (let-values (((port get) (open-bytevector-output-port)))
       (let ((w (write-request (build-request (string->uri "http://h/") #:method 'POST #:headers '((content-length . 3))) port)))
         (write-request-body w #vu8(65 66 67))
         (utf8->string (get)))))
(try (let-values (((port get) (open-bytevector-output-port)))
       (let ((w (write-request (build-request (string->uri "http://h/") #:method 'POST #:headers '((content-type . (text/plain)))) port)))
         (write-request-body w #vu8(65 66 67))
         (utf8->string (get)))))

;; Responses

(define response-text
  (lines "HTTP/1.1 200 OK"
         "Date: Wed, 03 Nov 2010 22:27:07 GMT"
         "Server: Apache/2.0.55"
         "Accept-Ranges: bytes"
         "Cache-Control: max-age=543234"
         "Expires: Thu, 28 Oct 2010 15:33:13 GMT"
         "Vary: Accept-Encoding"
         "Content-Encoding: gzip"
         "Content-Length: 36"
         "Content-Type: text/html; charset=utf-8"
         ""))
(define a (read-response (open-input-string (string-append response-text "abcdefghijklmnopqrstuvwxyz0123456789more"))))
(try (response? a))
(try (response-version a))
(try (response-code a))
(try (response-reason-phrase a))
(try (response-headers a))
(try (response-date a))
(try (response-content-type a))
(try (response-content-length a))
(try (response-server a))
(try (response-age a))
(try (response-age a 3))
(try (response-location a))
(try (response-etag a))
(try (response-accept-ranges a))
(try (response-connection a))
(try (response-transfer-encoding a))
(try (response-vary a))
(try (utf8->string (read-response-body a)))
(try (response-reason-phrase (build-response)))
(try (response-reason-phrase (build-response #:code 404)))
(try (map (lambda (code) (response-reason-phrase (build-response #:code code)))
       '(100 101 200 201 202 203 204 205 206 300 301 302 303 304 305 307 308 400 401 402 403 404 405 406 407
         408 409 410 411 412 413 414 415 416 417 418 421 423 426 428 429 431 451 500 501 502 503 504 505 507 511 599 299)))
(try (response-code (build-response #:code 201)))
(try (response-headers (build-response #:headers '((content-type . (text/plain))))))
(try (build-response #:code "200"))
(try (response-code (build-response #:code 50)))
(try (build-response #:code 1000))
(try (build-response #:version '(1 1)))
(try (build-response #:headers '((content-type . "text/plain"))))
(try (build-response #:headers '(("content-type" . (text/plain)))))
(try (response-version (adapt-response-version (build-response) '(1 . 0))))
(try (map (lambda (code) (response-must-not-include-body? (build-response #:code code))) '(100 199 200 204 205 304 404)))
(define (response-out r) (call-with-output-string (lambda (port) (write-response r port))))
(try (response-out (build-response)))
(try (response-out (build-response #:code 404 #:reason-phrase "Gone fishing" #:version '(1 . 0))))
(try (response-out (build-response #:headers '((content-type . (text/html (charset . "utf-8"))) (content-length . 3) (x . "y")))))
(try (response-out (build-response #:code 599)))

(define (reply text) (read-response (open-input-string text)))
(define (reply-body text) (let ((bytes (read-response-body (reply text)))) (and bytes (utf8->string bytes))))
(try (reply-body (string-append (lines "HTTP/1.1 200 OK" "Transfer-Encoding: chunked" "") "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")))
(try (reply-body (string-append (lines "HTTP/1.1 200 OK" "Connection: close" "") "to the end")))
(try (reply-body (string-append (lines "HTTP/1.0 200 OK" "") "to the end")))
(try (reply-body (string-append (lines "HTTP/1.1 200 OK" "Content-Length: 100" "") "short")))
(try (reply-body (string-append (lines "HTTP/1.1 200 OK" "Content-Length: 0" "") "x")))
(try (reply-body (string-append (lines "HTTP/1.1 204 No Content" "") "x")))
(try (let ((port (response-body-port (reply (string-append (lines "HTTP/1.1 200 OK" "Content-Type: text/plain; charset=iso-8859-1" "Content-Length: 3" "") "abcdef")))))
       (get-string-all port)))
(try (let ((port (response-body-port (reply (string-append (lines "HTTP/1.1 200 OK" "Content-Type: text/plain; charset=utf-8" "Content-Length: 4" "") "üabcdef")))))
       (get-string-all port)))
(try (let ((port (response-body-port (reply (string-append (lines "HTTP/1.1 200 OK" "Content-Type: text/plain; charset=utf-8" "Content-Length: 4" "") "üabcdef")) #:decode? #f)))
       (get-bytevector-all port)))
(try (response-body-port (reply (string-append (lines "HTTP/1.1 204 OK" "") "üabcdef"))))
(try (map text-content-type? '(text/plain text/html application/xml application/foo+xml image/png application/json)))
(try (let-values (((port get) (open-bytevector-output-port)))
       (let ((w (write-response (build-response #:headers '((content-length . 3))) port)))
         (write-response-body w #vu8(65 66 67))
         (utf8->string (get)))))
(try (read-response (open-input-string "")))
(try (read-response (open-input-string "HTTP/1.1 xx\r\n\r\n")))
