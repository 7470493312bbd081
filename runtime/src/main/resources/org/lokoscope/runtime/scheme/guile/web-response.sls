;;; (web response): responses of HTTP.

(library (web response)
  (export response? response-version response-code response-reason-phrase response-headers
          response-port read-response build-response adapt-response-version write-response
          response-must-not-include-body? response-body-port read-response-body
          write-response-body text-content-type?
          response-accept-ranges response-age response-allow response-cache-control
          response-connection response-content-encoding response-content-language
          response-content-length response-content-location response-content-md5
          response-content-range response-content-type response-date response-etag
          response-expires response-last-modified response-location response-pragma
          response-proxy-authenticate response-retry-after response-server response-trailer
          response-transfer-encoding response-upgrade response-vary response-via response-warning
          response-www-authenticate)
  (import (guile) (guile web-messages) (guile web-chunks) (web http)
          (only (lokoscope private builtins) get-bytevector-all put-bytevector bytevector))

  (define-record-type <response>
    (make-response version code reason-phrase headers port)
    response?
    (version response-version)
    (code response-code)
    (reason-phrase %response-reason-phrase)
    (headers response-headers)
    (port response-port))

  (define (bad-response message . arguments) (throw 'bad-response message arguments))

  ;; The phrases of RFC 9110 and of the registry of status codes.
  (define reason-phrases
    '((100 . "Continue") (101 . "Switching Protocols") (102 . "Processing") (103 . "Early Hints")
      (200 . "OK") (201 . "Created") (202 . "Accepted") (203 . "Non-Authoritative Information")
      (204 . "No Content") (205 . "Reset Content") (206 . "Partial Content")
      (207 . "Multi-Status") (208 . "Already Reported") (226 . "IM Used")
      (300 . "Multiple Choices") (301 . "Moved Permanently") (302 . "Found") (303 . "See Other")
      (304 . "Not Modified") (305 . "Use Proxy") (307 . "Temporary Redirect")
      (308 . "Permanent Redirect")
      (400 . "Bad Request") (401 . "Unauthorized") (402 . "Payment Required")
      (403 . "Forbidden") (404 . "Not Found") (405 . "Method Not Allowed")
      (406 . "Not Acceptable") (407 . "Proxy Authentication Required")
      (408 . "Request Timeout") (409 . "Conflict") (410 . "Gone") (411 . "Length Required")
      (412 . "Precondition Failed") (413 . "Request Entity Too Large")
      (414 . "Request-URI Too Long") (415 . "Unsupported Media Type")
      (416 . "Requested Range Not Satisfiable") (417 . "Expectation Failed")
      (421 . "Misdirected Request") (422 . "Unprocessable Content") (423 . "Locked")
      (424 . "Failed Dependency") (425 . "Too Early") (426 . "Upgrade Required")
      (428 . "Precondition Required") (429 . "Too Many Requests")
      (431 . "Request Header Fields Too Large") (451 . "Unavailable For Legal Reasons")
      (500 . "Internal Server Error") (501 . "Not Implemented") (502 . "Bad Gateway")
      (503 . "Service Unavailable") (504 . "Gateway Timeout")
      (505 . "HTTP Version Not Supported") (506 . "Variant Also Negotiates")
      (507 . "Insufficient Storage") (508 . "Loop Detected") (510 . "Not Extended")
      (511 . "Network Authentication Required")))

  (define (response-reason-phrase response)
    (or (%response-reason-phrase response)
        (assv-ref reason-phrases (response-code response))
        "(Unknown)"))

  (define* (build-response #:key (version '(1 . 1)) (code 200) reason-phrase (headers '()) port
                           (validate-headers? #t))
    (unless (version? version)
      (bad-response "Bad version: ~a" version))
    (unless (and (integer? code) (exact? code) (<= 0 code 999))
      (bad-response "Bad code: ~a" code))
    (unless (or (not reason-phrase) (string? reason-phrase))
      (bad-response "Bad reason phrase" reason-phrase))
    (unless (or (not port) (port? port))
      (bad-response "Bad port: ~a" port))
    (when validate-headers? (check-headers headers bad-response))
    (make-response version code reason-phrase headers port))

  (define* (read-response port)
    (set-port-encoding! port "ISO-8859-1")
    (call-with-values (lambda () (read-response-line port))
      (lambda (version code reason)
        (make-response version code reason (read-headers port) port))))

  (define (adapt-response-version response version)
    (make-response version (response-code response) (%response-reason-phrase response)
                   (response-headers response) (response-port response)))

  (define (write-response response port)
    (write-response-line (response-version response) (response-code response)
                         (response-reason-phrase response) port)
    (write-headers (response-headers response) port)
    (display "\r\n" port)
    (if (eq? port (response-port response))
        response
        (make-response (response-version response) (response-code response)
                       (%response-reason-phrase response) (response-headers response) port)))

  (define (response-must-not-include-body? response)
    (let ((code (response-code response)))
      (or (<= 100 code 199) (= code 204) (= code 304))))

  ;; Bodies

  (define (text-content-type? type)
    (let ((name (symbol->string type)))
      (or (string-prefix? "text/" name)
          (string-suffix? "/xml" name)
          (string-suffix? "+xml" name))))

  ;; Where nothing says how long the body is, it goes on until the peer closes.
  (define (body-bytes response keep-alive?)
    (let ((port (response-port response)))
      (cond
        ((response-must-not-include-body? response) #f)
        ((member '(chunked) (response-transfer-encoding response))
         (make-chunked-input-port port #:keep-alive? keep-alive?))
        ((response-content-length response)
         => (lambda (size)
              (make-sized-input-port port size keep-alive?
                (lambda (count size)
                  (bad-response "EOF while reading response body: ~a bytes of ~a" count size)))))
        (else port))))

  (define* (response-body-port response #:key (decode? #t) (keep-alive? #t))
    (let ((port (body-bytes response keep-alive?)) (type (response-content-type response)))
      (when (and port decode? type (text-content-type? (car type)))
        (set-port-encoding! port (charset-of type)))
      port))

  (define (charset-of type)
    (let ((charset (assq-ref (cdr type) 'charset)))
      (if charset (string-trim-both charset #\") "ISO-8859-1")))

  (define (read-response-body response)
    (let ((port (body-bytes response #t)))
      (and port
           (let ((bytes (get-bytevector-all port)))
             (if (eof-object? bytes) (bytevector) bytes)))))

  (define (write-response-body response bytes) (put-bytevector (response-port response) bytes))

  (define (accessor header default) (header-accessor response-headers header default))

  (define response-accept-ranges (accessor 'accept-ranges #f))
  (define response-age (accessor 'age #f))
  (define response-allow (accessor 'allow '()))
  (define response-cache-control (accessor 'cache-control '()))
  (define response-connection (accessor 'connection '()))
  (define response-content-encoding (accessor 'content-encoding '()))
  (define response-content-language (accessor 'content-language '()))
  (define response-content-length (accessor 'content-length #f))
  (define response-content-location (accessor 'content-location #f))
  (define response-content-md5 (accessor 'content-md5 #f))
  (define response-content-range (accessor 'content-range #f))
  (define response-content-type (accessor 'content-type #f))
  (define response-date (accessor 'date #f))
  (define response-etag (accessor 'etag #f))
  (define response-expires (accessor 'expires #f))
  (define response-last-modified (accessor 'last-modified #f))
  (define response-location (accessor 'location #f))
  (define response-pragma (accessor 'pragma '()))
  (define response-proxy-authenticate (accessor 'proxy-authenticate #f))
  (define response-retry-after (accessor 'retry-after #f))
  (define response-server (accessor 'server #f))
  (define response-trailer (accessor 'trailer '()))
  (define response-transfer-encoding (accessor 'transfer-encoding '()))
  (define response-upgrade (accessor 'upgrade '()))
  (define response-vary (accessor 'vary '()))
  (define response-via (accessor 'via '()))
  (define response-warning (accessor 'warning '()))
  (define response-www-authenticate (accessor 'www-authenticate #f)))
