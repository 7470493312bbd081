;;; (web uri): uniform resource identifiers, as RFC 3986 has them.

(library (web uri)
  (export uri? uri-reference? relative-ref? uri-scheme uri-userinfo uri-host uri-port uri-path
          uri-query uri-fragment build-uri build-uri-reference build-relative-ref string->uri
          string->uri-reference string->relative-ref uri->string declare-default-port! uri-decode
          uri-encode split-and-decode-uri-path encode-and-join-uri-path)
  (import (guile) (ice-9 iconv)
          (only (lokoscope private builtins) bytevector-length bytevector-u8-ref
                open-bytevector-output-port put-u8))

  (define-record-type <uri>
    (make-uri scheme userinfo host port path query fragment)
    uri-reference?
    (scheme uri-scheme)
    (userinfo uri-userinfo)
    (host uri-host)
    (port uri-port)
    (path uri-path)
    (query uri-query)
    (fragment uri-fragment))

  (define (uri? x) (and (uri-reference? x) (->bool (uri-scheme x))))

  (define (relative-ref? x) (and (uri-reference? x) (not (uri-scheme x))))

  ;; Checks

  (define (uri-error message . arguments) (throw 'uri-error message arguments))

  (define (check-text what x)
    (unless (or (not x) (string? x))
      (uri-error (string-append "Expected string for " what ": ~s") x)))

  (define (check scheme userinfo host port path query fragment)
    (unless (or (not scheme) (symbol? scheme))
      (uri-error "Expected a symbol for the URI scheme: ~s" scheme))
    (check-text "userinfo" userinfo)
    (when (and (or userinfo port) (not host))
      (uri-error "Expected a host, given userinfo or port"))
    (unless (or (not port) (and (integer? port) (exact? port) (not (negative? port))))
      (uri-error "Expected port to be an integer: ~s" port))
    (unless (or (not host) (and (string? host) (valid-host? host)))
      (uri-error "Expected valid host: ~s" host))
    (unless (string? path)
      (uri-error "Expected string for path: ~s" path))
    (check-text "query" query)
    (check-text "fragment" fragment)
    (cond
      ((and host (not (string-null? path)) (not (string-prefix? "/" path)))
       (uri-error "Expected absolute path starting with \"/\": ~a" path))
      ((and (not host) (string-prefix? "//" path))
       (uri-error "Expected path not starting with \"//\" (no host): ~a" path))))

  ;; An address of IPv4 or IPv6, or a name of labels, the last of which does not begin with a digit.
  (define (valid-host? host)
    (cond
      ((string-index host #\:) (->bool (false-if-exception (inet-pton AF_INET6 host))))
      ((string-every digits-and-dots host)
       (->bool (false-if-exception (inet-pton AF_INET host))))
      (else
       (let ((labels (string-split host #\.)))
         (and (and-map valid-label? labels)
              (not (char-set-contains? ascii-digit (string-ref (car (last-pair labels)) 0))))))))

  (define (valid-label? label)
    (and (not (string-null? label))
         (string-every label-chars label)
         (not (string-prefix? "-" label))
         (not (string-suffix? "-" label))))

  (define ascii-digit (string->char-set "0123456789"))
  (define ascii-letter
    (string->char-set "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
  (define digits-and-dots (char-set-adjoin ascii-digit #\.))
  (define label-chars (char-set-adjoin (char-set-union ascii-letter ascii-digit) #\-))
  (define scheme-chars
    (char-set-adjoin (char-set-union ascii-letter ascii-digit) #\+ #\- #\.))

  ;; Construction

  (define (build scheme userinfo host port path query fragment validate?)
    (when validate?
      (check scheme userinfo host port path query fragment))
    (make-uri scheme userinfo host port path query fragment))

  (define* (build-uri scheme #:key userinfo host port (path "") query fragment (validate? #t))
    (when (and validate? (not scheme))
      (uri-error "Expected a symbol for the URI scheme: ~s" scheme))
    (build scheme userinfo host port path query fragment validate?))

  (define* (build-uri-reference #:key scheme userinfo host port (path "") query fragment
                                (validate? #t))
    (build scheme userinfo host port path query fragment validate?))

  (define* (build-relative-ref #:key userinfo host port (path "") query fragment (validate? #t))
    (build #f userinfo host port path query fragment validate?))

  ;; From text. Each part is cut off at the first of the signs that end it.

  (define (string->uri-reference text)
    (let* ((scheme (scheme-of text))
           (start (if scheme (+ 1 (string-length scheme)) 0))
           (fragment-at (string-index text #\# start))
           (end (or fragment-at (string-length text)))
           (query-at (string-index text #\? start end))
           (path-end (or query-at end))
           (has-authority? (and (<= (+ start 2) path-end)
                                (string-prefix? "//" (substring text start path-end))))
           (path-start (if has-authority?
                           (or (string-index text #\/ (+ start 2) path-end) path-end)
                           start)))
      (with-authority (if has-authority? (substring text (+ start 2) path-start) "")
        (lambda (userinfo host port)
          (false-if-exception
            (build (and scheme (string->symbol (string-downcase scheme))) userinfo host port
              (substring text path-start path-end)
              (and query-at (substring text (+ query-at 1) end))
              (and fragment-at (substring text (+ fragment-at 1)))
              #t))))))

  (define (scheme-of text)
    (let ((colon (string-index text #\:)))
      (and colon
           (> colon 0)
           (char-set-contains? ascii-letter (string-ref text 0))
           (string-every scheme-chars text 0 colon)
           (substring text 0 colon))))

  ;; Calls F with user information, host and port; returns #f if they are none.
  (define (with-authority text f)
    (let* ((at (string-rindex text #\@))
           (rest (if at (substring text (+ at 1)) text))
           (bracket (and (string-prefix? "[" rest) (string-index rest #\])))
           (colon (string-index rest #\: (or bracket 0)))
           (host (cond
                   ((and bracket (= (+ bracket 1) (or colon (string-length rest))))
                    (substring rest 1 bracket))
                   (else (substring rest 0 (or colon (string-length rest))))))
           (port (if colon (substring rest (+ colon 1)) "")))
      (cond
        ((string-null? text) (f #f #f #f))
        ((string-null? host) #f)
        ((not (string-every ascii-digit port)) #f)
        (else (f (and at (substring text 0 at)) host (string->number port))))))

  (define (string->uri text)
    (let ((uri (string->uri-reference text)))
      (and uri (uri-scheme uri) uri)))

  (define (string->relative-ref text)
    (let ((uri (string->uri-reference text)))
      (and uri (not (uri-scheme uri)) uri)))

  ;; To text

  (define default-ports
    (let ((table (make-hash-table)))
      (hashq-set! table 'http 80)
      (hashq-set! table 'https 443)
      table))

  (define (declare-default-port! scheme port) (hashq-set! default-ports scheme port))

  (define (port-text uri)
    (let ((port (uri-port uri)))
      (if (and port (not (eqv? port (hashq-ref default-ports (uri-scheme uri)))))
          (string-append ":" (number->string port))
          "")))

  (define (host-text host)
    (if (string-index host #\:) (string-append "[" host "]") host))

  (define* (uri->string uri #:key (include-fragment? #t))
    (let ((scheme (uri-scheme uri)) (host (uri-host uri)) (fragment (uri-fragment uri)))
      (string-append
        (if scheme (string-append (symbol->string scheme) ":") "")
        (if host
            (string-append "//"
              (if (uri-userinfo uri) (string-append (uri-userinfo uri) "@") "")
              (host-text host)
              (port-text uri))
            "")
        (uri-path uri)
        (if (uri-query uri) (string-append "?" (uri-query uri)) "")
        (if (and fragment include-fragment?) (string-append "#" fragment) ""))))

  ;; Percent-encoding

  (define unreserved
    (char-set-adjoin (char-set-union ascii-letter ascii-digit) #\- #\. #\_ #\~))

  (define* (uri-encode text #:key (encoding "utf-8") (unescaped-chars unreserved))
    (if (string-every unescaped-chars text)
        text
        (call-with-output-string
          (lambda (port)
            (string-for-each
              (lambda (c)
                (if (char-set-contains? unescaped-chars c)
                    (write-char c port)
                    (escape (string->bytevector (string c) encoding) port)))
              text)))))

  (define (escape bytes port)
    (do ((i 0 (+ i 1)))
        ((= i (bytevector-length bytes)))
      (let ((byte (bytevector-u8-ref bytes i)))
        (write-char #\% port)
        (write-char (hex-digit (ash byte -4)) port)
        (write-char (hex-digit (logand byte 15)) port))))

  (define (hex-digit n) (string-ref "0123456789ABCDEF" n))

  (define (hex-value c) (and (string-index "0123456789abcdefABCDEF" c)
                             (string->number (string c) 16)))

  ;; A percent sign without two hexadecimal digits stands for itself.
  (define* (uri-decode text #:key (encoding "utf-8") (decode-plus-to-space? #t))
    (let ((n (string-length text)))
      (call-with-values open-bytevector-output-port
        (lambda (port get)
          (let loop ((i 0))
            (when (< i n)
              (let ((c (string-ref text i)))
                (cond
                  ((and (char=? c #\+) decode-plus-to-space?)
                   (put-u8 port 32)
                   (loop (+ i 1)))
                  ((and (char=? c #\%) (< (+ i 2) n) (escaped text i))
                   => (lambda (byte) (put-u8 port byte) (loop (+ i 3))))
                  ((char<=? c #\x7f)
                   (put-u8 port (char->integer c))
                   (loop (+ i 1)))
                  (else (uri-error "Invalid character in encoded URI ~a: ~s" text c))))))
          (if encoding
              (bytevector->string (get) encoding)
              (get))))))

  (define (escaped text i)
    (let ((high (hex-value (string-ref text (+ i 1)))) (low (hex-value (string-ref text (+ i 2)))))
      (and high low (+ (* 16 high) low))))

  ;; A plus in a path is a plus.
  (define (split-and-decode-uri-path path)
    (map (lambda (part) (uri-decode part #:decode-plus-to-space? #f))
         (filter (lambda (part) (not (string-null? part))) (string-split path #\/))))

  (define (encode-and-join-uri-path parts)
    (string-join (map uri-encode parts) "/")))
