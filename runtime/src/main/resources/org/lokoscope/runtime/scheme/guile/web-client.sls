;;; (web client): asks servers of HTTP, one request at a time. The fiber that asks waits, no other.

(library (web client)
  (export open-socket-for-uri http-request http-get http-head http-post http-put http-delete
          http-trace http-options current-http-proxy current-https-proxy
          x509-certificate-directory)
  (import (guile) (ice-9 iconv) (web uri) (web http) (web request) (web response)
          (only (lokoscope private builtins) bytevector? bytevector-length))

  ;; Proxies: the text of a URI, or #f.

  (define (from-environment . names)
    (let ((value (or-map getenv names)))
      (and value (not (string-null? value)) value)))

  (define current-http-proxy (make-parameter (from-environment "http_proxy")))
  (define current-https-proxy (make-parameter (from-environment "https_proxy")))

  (define x509-certificate-directory
    (make-parameter
      (or (from-environment "GUILE_TLS_CERTIFICATE_DIRECTORY" "SSL_CERT_DIR") "/etc/ssl/certs")))

  (define (ensure-uri x)
    (cond
      ((uri-reference? x) x)
      ((string? x)
       (or (string->uri x)
           (scm-error 'misc-error "http-request" "not a URI: ~S" (list x) #f)))
      (else (scm-error 'wrong-type-arg "http-request" "not a URI: ~S" (list x) (list x)))))

  (define* (open-socket-for-uri uri-or-string #:key (verify-certificate? #t))
    (let* ((uri (ensure-uri uri-or-string)) (proxy (current-http-proxy)))
      (when (eq? 'https (uri-scheme uri))
        (scm-error 'misc-error "open-socket-for-uri"
                   "https is not implemented: there is no TLS for ports (~A)"
                   (list (uri->string uri)) #f))
      (let ((socket (connected-socket (if proxy (ensure-uri proxy) uri))))
        (setvbuf socket 'block 8192)
        (when proxy (set-http-proxy-port?! socket #t))
        socket)))

  ;; Tries one address after the other.
  (define (connected-socket uri)
    (unless (uri-host uri)
      (scm-error 'misc-error "open-socket-for-uri" "the URI names no host: ~A"
                 (list (uri->string uri)) #f))
    (let loop ((found (getaddrinfo (uri-host uri)
                        (cond ((uri-port uri) => number->string)
                              (else (symbol->string (uri-scheme uri)))))))
      (let ((socket (socket (addrinfo:fam (car found)) SOCK_STREAM 0)))
        (catch #t
          (lambda ()
            (connect socket (addrinfo:addr (car found)))
            socket)
          (lambda (key . args)
            (close-port socket)
            (if (null? (cdr found))
                (apply throw key args)
                (loop (cdr found))))))))

  ;; Bodies

  (define (charset-of type) (or (assq-ref (cdr type) 'charset) "utf-8"))

  (define (with-header headers name value) (acons name value (assq-remove! headers name)))

  ;; Calls F with the headers and the bytes of the body, or #f.
  (define (with-body headers body f)
    (cond
      ((not body) (f headers #f))
      ((string? body)
       (let ((type (or (assq-ref headers 'content-type) '(text/plain))))
         (with-body
           (if (assq 'charset (cdr type))
               headers
               (with-header headers 'content-type (append type '((charset . "utf-8")))))
           (string->bytevector body (charset-of type))
           f)))
      ((bytevector? body)
       (f (with-header headers 'content-length (bytevector-length body)) body))
      (else (scm-error 'wrong-type-arg "http-request" "unexpected body: ~S" (list body) #f))))

  (define (decoded response bytes)
    (let ((type (response-content-type response)))
      (if (and bytes type (text-content-type? (car type)))
          (bytevector->string bytes
            (string-trim-both (or (assq-ref (cdr type) 'charset) "iso-8859-1") #\"))
          bytes)))

  ;; Whether there is a body behind the response to such a request.
  (define (bodiless? method response)
    (or (eq? method 'HEAD) (response-must-not-include-body? response)))

  (define* (http-request uri-or-string #:key (method 'GET) body (verify-certificate? #t) port
                         (version '(1 . 1)) keep-alive? (headers '()) (decode-body? #t)
                         streaming?)
    (let* ((uri (ensure-uri uri-or-string))
           (port (or port (open-socket-for-uri uri #:verify-certificate? verify-certificate?)))
           (headers (if (or keep-alive? (assq 'connection headers))
                        (list-copy headers)
                        (acons 'connection '(close) (list-copy headers)))))
      (with-body headers body
        (lambda (headers bytes)
          (send port uri method version headers bytes)
          (answer port method keep-alive? decode-body? streaming?)))))

  (define (send port uri method version headers bytes)
    (let ((request (write-request
                     (build-request uri #:method method #:version version #:headers headers
                       #:port port)
                     port)))
      (when bytes (write-request-body request bytes))
      (force-output port)))

  ;; A response of the kind 1xx only announces the one that counts.
  (define (final-response port)
    (let ((response (read-response port)))
      (if (and (<= 100 (response-code response) 199) (not (= 101 (response-code response))))
          (final-response port)
          response)))

  (define (answer port method keep-alive? decode-body? streaming?)
    (let ((response (final-response port)))
      (define (done body)
        (unless keep-alive? (close-port port))
        (values response body))
      (cond
        ((bodiless? method response) (done #f))
        (streaming?
         (values response
           (response-body-port response #:keep-alive? keep-alive? #:decode? decode-body?)))
        (else
         (let ((bytes (read-response-body response)))
           (done (if decode-body? (decoded response bytes) bytes)))))))

  (define (asks-with method)
    (lambda (uri . arguments)
      (apply http-request uri #:method method arguments)))

  (define http-get (asks-with 'GET))
  (define http-head (asks-with 'HEAD))
  (define http-post (asks-with 'POST))
  (define http-put (asks-with 'PUT))
  (define http-delete (asks-with 'DELETE))
  (define http-trace (asks-with 'TRACE))
  (define http-options (asks-with 'OPTIONS)))
