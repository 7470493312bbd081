;;; (guile web-headers): the header fields that HTTP has, with their names and kinds of values, and
;;; those that programs declare.

(library (guile web-headers)
  (export string->header header->string known-header? header-kind declare! header-multiple?)
  (import (guile) (guile web-values) (guile web-dates))

  ;; Names

  (define (string->header name) (string->symbol (string-downcase name)))

  (define (header->string header)
    (let ((known (hashq-ref declarations header)))
      (if known
          (vector-ref known 0)
          (string-titlecase (symbol->string header)))))

  ;; Kinds that need names or stand in one place only

  (define header-list (symbols string->header (lambda (header) (header->string header))))
  (define word-list (symbols (lambda (word) (string->symbol word)) symbol->string))

  (define all-or-headers
    (kind (lambda (text) (if (string=? text "*") '* ((kind-parse header-list) text)))
          (lambda (x) (or (eq? x '*) ((kind-valid? header-list) x)))
          (lambda (x port)
            (if (eq? x '*) (display "*" port) ((kind-write header-list) x port)))))

  ;; Connection options are words like the names of headers.
  (define connection-options
    (symbols string->header
      (lambda (option) (if (eq? option 'close) "close" (header->string option)))))

  (define cache-directives
    (key-values
      (lambda (key text)
        (case key
          ((max-age min-fresh s-maxage) (parse-uint (or text "")))
          ((max-stale) (and text (parse-uint text)))
          ((private no-cache) (and text ((kind-parse header-list) text)))
          (else text)))
      (lambda (key value port)
        (cond
          ((list? value)
           (write-quoted
             (call-with-output-string (lambda (text) ((kind-write header-list) value text)))
             port))
          ((string? value) (write-value value port))
          (else (display value port))))))

  ;; A vector of the name, the kind and whether there may be several in a message.

  (define declarations
    (let ((table (make-hash-table)))
      (for-each
        (lambda (entry)
          (hashq-set! table (string->header (car entry))
            (vector (car entry) (cadr entry) (pair? (cddr entry)))))
        (list
          (list "Cache-Control" cache-directives 'multiple)
          (list "Connection" connection-options 'multiple)
          (list "Date" http-date)
          (list "Pragma" (key-values) 'multiple)
          (list "Trailer" header-list 'multiple)
          (list "Transfer-Encoding" coding-list 'multiple)
          (list "Upgrade" string-list 'multiple)
          (list "Via" string-list 'multiple)
          (list "Warning" warnings 'multiple)
          (list "Allow" method-list 'multiple)
          (list "Content-Disposition" parameters)
          (list "Content-Encoding" word-list 'multiple)
          (list "Content-Language" string-list 'multiple)
          (list "Content-Length" uint)
          (list "Content-Location" uri-reference)
          (list "Content-MD5" opaque)
          (list "Content-Range" content-range)
          (list "Content-Type" media-type)
          (list "Expires" expiry-date)
          (list "Last-Modified" http-date)
          (list "Accept" accept-list 'multiple)
          (list "Accept-Charset" quality-list 'multiple)
          (list "Accept-Encoding" quality-list 'multiple)
          (list "Accept-Language" quality-list 'multiple)
          (list "Authorization" credentials)
          (list "Expect" coding-list 'multiple)
          (list "From" opaque)
          (list "Host" host)
          (list "If-Match" etag-list)
          (list "If-Modified-Since" http-date)
          (list "If-None-Match" etag-list)
          (list "If-Range" etag-or-date)
          (list "If-Unmodified-Since" http-date)
          (list "Max-Forwards" uint)
          (list "Proxy-Authorization" credentials)
          (list "Range" byte-ranges)
          (list "Referer" uri-reference)
          (list "TE" coding-list 'multiple)
          (list "User-Agent" opaque)
          (list "Accept-Ranges" word-list 'multiple)
          (list "Age" uint)
          (list "ETag" etag)
          (list "Location" location)
          (list "Proxy-Authenticate" challenges 'multiple)
          (list "Retry-After" uint-or-date)
          (list "Server" opaque)
          (list "Vary" all-or-headers)
          (list "WWW-Authenticate" challenges 'multiple)))
      table))

  (define (known-header? header) (->bool (hashq-ref declarations header)))

  (define (header-kind header)
    (let ((known (hashq-ref declarations header)))
      (if known (vector-ref known 1) opaque)))

  (define (header-multiple? header)
    (let ((known (hashq-ref declarations header)))
      (and known (vector-ref known 2))))

  (define (declare! name kind multiple?)
    (hashq-set! declarations (string->header name) (vector name kind multiple?))))
