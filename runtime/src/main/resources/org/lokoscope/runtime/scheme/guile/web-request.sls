;;; (web request): requests of HTTP.

(library (web request)
  (export request? request-method request-uri request-version request-headers request-meta
          request-port read-request build-request write-request read-request-body
          write-request-body request-absolute-uri
          request-accept request-accept-charset request-accept-encoding request-accept-language
          request-allow request-authorization request-cache-control request-connection
          request-content-encoding request-content-language request-content-length
          request-content-location request-content-md5 request-content-range request-content-type
          request-date request-expect request-expires request-from request-host request-if-match
          request-if-modified-since request-if-none-match request-if-range
          request-if-unmodified-since request-last-modified request-max-forwards request-pragma
          request-proxy-authorization request-range request-referer request-te request-trailer
          request-transfer-encoding request-upgrade request-user-agent request-via request-warning)
  (import (guile) (guile web-messages) (web uri) (web http)
          (only (lokoscope private builtins) get-bytevector-all put-bytevector bytevector))

  (define-record-type <request>
    (make-request method uri version headers meta port)
    request?
    (method request-method)
    (uri request-uri)
    (version request-version)
    (headers request-headers)
    (meta request-meta)
    (port request-port))

  (define (bad-request message . arguments) (throw 'bad-request message arguments))

  (define* (build-request uri #:key (method 'GET) (version '(1 . 1)) (headers '()) port (meta '())
                          (validate-headers? #t))
    (unless (version? version)
      (bad-request "Bad version: ~a" version))
    (unless (uri-reference? uri)
      (bad-request "Bad uri: ~a" uri))
    (unless (or (not port) (port? port))
      (bad-request "Bad port: ~a" port))
    (unless (list? meta)
      (bad-request "Bad metadata alist ~a" meta))
    (when validate-headers? (check-headers headers bad-request))
    (make-request method uri version (with-host headers uri version) meta port))

  ;; A request of HTTP 1.1 names the host.
  (define (with-host headers uri version)
    (cond
      ((or (not (equal? version '(1 . 1))) (assq 'host headers)) headers)
      ((uri-host uri) (acons 'host (cons (uri-host uri) (uri-port uri)) headers))
      (else
       (bad-request "HTTP/1.1 request without Host header and no host in URI: ~a" uri))))

  (define* (read-request port #:optional (meta '()))
    (set-port-encoding! port "ISO-8859-1")
    (call-with-values (lambda () (read-request-line port))
      (lambda (method uri version)
        (make-request method uri version (read-headers port) meta port))))

  (define (write-request request port)
    (write-request-line (request-method request) (request-uri request) (request-version request)
                        port)
    (write-headers (request-headers request) port)
    (display "\r\n" port)
    (if (eq? port (request-port request))
        request
        (make-request (request-method request) (request-uri request) (request-version request)
                      (request-headers request) (request-meta request) port)))

  (define (read-request-body request)
    (let ((port (request-port request)))
      (cond
        ((member '(chunked) (request-transfer-encoding request))
         (let ((bytes (get-bytevector-all (make-chunked-input-port port #:keep-alive? #t))))
           (if (eof-object? bytes) (bytevector) bytes)))
        ((request-content-length request)
         => (lambda (size)
              (read-exactly port size
                (lambda (count)
                  (bad-request "EOF while reading request body: ~a bytes of ~a" count size)))))
        (else #f))))

  (define (write-request-body request bytes) (put-bytevector (request-port request) bytes))

  (define* (request-absolute-uri request #:optional default-host default-port default-scheme)
    (let ((uri (request-uri request)))
      (if (and (uri-scheme uri) (uri-host uri))
          uri
          (let* ((named (request-host request))
                 (host (cond ((uri-host uri)) (named (car named)) (else default-host)))
                 (port (cond ((uri-port uri)) (named (cdr named)) (else default-port)))
                 (scheme (or (uri-scheme uri) default-scheme)))
            (unless (and host scheme)
              (bad-request "URI not absolute and no default-port" uri))
            (build-uri scheme #:host host #:port port #:path (uri-path uri)
                       #:query (uri-query uri) #:fragment (uri-fragment uri))))))

  (define (accessor header default) (header-accessor request-headers header default))

  (define request-accept (accessor 'accept '()))
  (define request-accept-charset (accessor 'accept-charset '()))
  (define request-accept-encoding (accessor 'accept-encoding '()))
  (define request-accept-language (accessor 'accept-language '()))
  (define request-allow (accessor 'allow '()))
  (define request-authorization (accessor 'authorization #f))
  (define request-cache-control (accessor 'cache-control '()))
  (define request-connection (accessor 'connection '()))
  (define request-content-encoding (accessor 'content-encoding '()))
  (define request-content-language (accessor 'content-language '()))
  (define request-content-length (accessor 'content-length #f))
  (define request-content-location (accessor 'content-location #f))
  (define request-content-md5 (accessor 'content-md5 #f))
  (define request-content-range (accessor 'content-range #f))
  (define request-content-type (accessor 'content-type #f))
  (define request-date (accessor 'date #f))
  (define request-expect (accessor 'expect '()))
  (define request-expires (accessor 'expires #f))
  (define request-from (accessor 'from #f))
  (define request-host (accessor 'host #f))
  (define request-if-match (accessor 'if-match #f))
  (define request-if-modified-since (accessor 'if-modified-since #f))
  (define request-if-none-match (accessor 'if-none-match #f))
  (define request-if-range (accessor 'if-range #f))
  (define request-if-unmodified-since (accessor 'if-unmodified-since #f))
  (define request-last-modified (accessor 'last-modified #f))
  (define request-max-forwards (accessor 'max-forwards #f))
  (define request-pragma (accessor 'pragma '()))
  (define request-proxy-authorization (accessor 'proxy-authorization #f))
  (define request-range (accessor 'range #f))
  (define request-referer (accessor 'referer #f))
  (define request-te (accessor 'te '()))
  (define request-trailer (accessor 'trailer '()))
  (define request-transfer-encoding (accessor 'transfer-encoding '()))
  (define request-upgrade (accessor 'upgrade '()))
  (define request-user-agent (accessor 'user-agent #f))
  (define request-via (accessor 'via '()))
  (define request-warning (accessor 'warning '())))
