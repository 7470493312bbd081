;;; (web http): header fields and first lines of messages, and chunks, as RFC 9110 and 9112 have
;;; them. Text is in Latin 1.

(library (web http)
  (export string->header header->string declare-header! declare-opaque-header! known-header?
          header-parser header-validator header-writer read-header parse-header valid-header?
          write-header read-headers write-headers parse-http-method parse-http-version
          parse-request-uri read-request-line write-request-line read-response-line
          write-response-line make-chunked-input-port make-chunked-output-port http-proxy-port?
          set-http-proxy-port?!)
  (import (guile) (guile web-values) (guile web-headers) (guile web-chunks)
          (only (web uri) build-uri-reference string->uri uri? uri-scheme uri-host uri-path uri-query
                uri->string)
          (only (lokoscope private builtins) %get-whole-line %read-header-fields %count-char
                %find-char))

  ;; Header fields

  (define* (declare-header! name parser validator writer #:key multiple?)
    (declare! name (kind parser validator writer) multiple?))

  (define (declare-opaque-header! name) (declare! name opaque #f))

  (define (header-parser header) (kind-parse (header-kind header)))
  (define (header-validator header) (kind-valid? (header-kind header)))
  (define (header-writer header) (kind-write (header-kind header)))

  (define (valid-header? header value)
    (unless (symbol? header)
      (scm-error 'misc-error "valid-header?" "header ~S is not a symbol" (list header) #f))
    ((header-validator header) value))

  ;; A parser that cannot say which header it is for leaves that out.
  (define (parse-header header text)
    (catch 'bad-header
      (lambda () ((header-parser header) text))
      (lambda (key name wrong)
        (throw 'bad-header (or name header) text))))

  (define (write-header header value port) (write-headers (list (cons header value)) port))

  ;; What is written must be one line each: else a value could bring headers of its own.
  (define (write-headers headers port)
    (let ((text (call-with-output-string
                  (lambda (port)
                    (for-each (lambda (header) (write-one (car header) (cdr header) port))
                              headers))))
          (lines (length headers)))
      (unless (and (= lines (%count-char text #\newline)) (= lines (%count-char text #\return)))
        (for-each refuse-lines headers))
      (display text port)))

  (define (write-one header value port)
    (display (header->string header) port)
    (display ": " port)
    ((header-writer header) value port)
    (display "\r\n" port))

  (define (refuse-lines header)
    (let ((text (call-with-output-string
                  (lambda (port) ((header-writer (car header)) (cdr header) port)))))
      (when (or (%find-char text #\newline) (%find-char text #\return))
        (throw 'bad-header (car header) (cdr header)))))

  ;; Lines. A peer must not fill the memory with one.

  (define longest-line 65536)
  (define most-headers 1000)

  (define (read-text-line port)
    (let* ((line (%get-whole-line port longest-line))
           (n (if (eof-object? line) 0 (string-length line))))
      (cond
        ((not (and (> n 0) (char=? #\newline (string-ref line (- n 1)))))
         (throw 'bad-header 'read-header-line (short line)))
        ((and (> n 1) (char=? #\return (string-ref line (- n 2)))) (substring line 0 (- n 2)))
        (else (substring line 0 (- n 1))))))

  (define (short text)
    (if (and (string? text) (> (string-length text) 80))
        (string-append (substring text 0 80) "...")
        text))

  ;; A line that begins with white space goes on with the one before.
  (define (read-header port)
    (let ((line (read-text-line port)))
      (if (string-null? line)
          (values (eof-object) (eof-object))
          (let loop ((line line))
            (let ((next (peek-char port)))
              (if (memv next '(#\space #\tab))
                  (loop (string-append line (read-text-line port)))
                  (parse-line line)))))))

  (define (eof-object) the-eof-object)

  (define (parse-line line)
    (let ((colon (string-index line #\:)))
      (unless (and colon (> colon 0) (not (string-any white line 0 colon)))
        (throw 'bad-header '%read line))
      (let ((header (string->header (substring line 0 colon))))
        (values header
                (parse-header header (string-trim-both line char-set:whitespace (+ colon 1)))))))

  (define white (string->char-set " \t"))

  (define (read-headers port)
    (let ((fields (%read-header-fields port longest-line most-headers)))
      (unless (list? fields)
        (throw 'bad-header 'read-header-line (short fields)))
      (map (lambda (field)
             (unless (pair? field)
               (throw 'bad-header '%read (short field)))
             (cons (car field) (parse-header (car field) (cdr field))))
           fields)))

  ;; First lines

  (define (bad-request message . arguments) (throw 'bad-request message arguments))
  (define (bad-response message . arguments) (throw 'bad-response message arguments))

  (define* (parse-http-method text #:optional (start 0) (end (string-length text)))
    (let ((method (substring text start end)))
      (if (member method '("GET" "HEAD" "POST" "PUT" "DELETE" "OPTIONS" "TRACE" "CONNECT" "PATCH"))
          (string->symbol method)
          (bad-request "Invalid method: ~a" method))))

  (define* (parse-http-version text #:optional (start 0) (end (string-length text)))
    (let ((version (substring text start end)))
      (cond
        ((string=? version "HTTP/1.1") '(1 . 1))
        ((string=? version "HTTP/1.0") '(1 . 0))
        (else
         (split-at-first version #\.
           (lambda (major minor)
             (if (and minor (string-prefix? "HTTP/" major) (digits? (substring major 5))
                      (digits? minor))
                 (cons (string->number (substring major 5)) (string->number minor))
                 (bad-component 'http-version version))))))))

  (define (digits? text)
    (and (not (string-null? text)) (string-every (string->char-set "0123456789") text)))

  ;; The path may begin with several slashes.
  (define* (parse-request-uri text #:optional (start 0) (end (string-length text)))
    (let ((text (substring text start end)))
      (cond
        ((string-null? text) (bad-request "Missing Request-URI"))
        ((string=? text "*") #f)
        ((char=? #\/ (string-ref text 0)) (path-uri text))
        ((string->uri text))
        (else (bad-request "Invalid URI: ~a" text)))))

  (define (path-uri text)
    (split-at-first text #\#
      (lambda (text fragment)
        (split-at-first text #\?
          (lambda (path query)
            (build-uri-reference #:path path #:query query #:fragment fragment
              #:validate? #f))))))

  ;; An empty line before the first one is passed over.
  (define (read-request-line port)
    (let* ((first (read-text-line port))
           (line (if (string-null? first) (read-text-line port) first))
           (begin (%find-char line #\space))
           (rest (if begin (substring line (+ begin 1)) ""))
           (end (%find-char rest #\space)))
      (unless end
        (bad-request "Bad Request-Line: ~s" line))
      (let* ((method (parse-http-method line 0 begin))
             (uri (parse-request-uri rest 0 end))
             (version (parse-http-version rest (+ end 1))))
        (values method uri version))))

  (define (write-version version port)
    (display "HTTP/" port)
    (display (car version) port)
    (write-char #\. port)
    (display (cdr version) port))

  (define (write-request-line method uri version port)
    (display method port)
    (write-char #\space port)
    (cond
      ((not uri) (display "*" port))
      ((and (http-proxy-port? port) (uri-scheme uri) (uri-host uri))
       (display (uri->string uri #:include-fragment? #f) port))
      (else
       (display (if (string-null? (uri-path uri)) "/" (uri-path uri)) port)
       (when (uri-query uri)
         (write-char #\? port)
         (display (uri-query uri) port))))
    (write-char #\space port)
    (write-version version port)
    (display "\r\n" port))

  (define (read-response-line port)
    (let* ((line (read-text-line port))
           (begin (%find-char line #\space))
           (code-at (and begin (string-skip line #\space begin)))
           (end (and code-at (string-index line #\space code-at))))
      (unless end
        (bad-response "Bad Response-Line: ~s" line))
      (values (parse-http-version line 0 begin)
              (parse-uint (substring line code-at end) line)
              (string-trim-both (substring line end)))))

  (define (write-response-line version code reason port)
    (display
      (call-with-output-string
        (lambda (port)
          (write-version version port)
          (write-char #\space port)
          (display code port)
          (write-char #\space port)
          (display reason port)
          (display "\r\n" port)))
      port))

  ;; Ports on which whole URIs are asked for, since they lead to a proxy

  (define proxy-ports (make-weak-key-hash-table))

  (define (http-proxy-port? port) (->bool (hashq-ref proxy-ports port)))

  (define (set-http-proxy-port?! port proxy?)
    (if proxy? (hashq-set! proxy-ports port #t) (hashq-remove! proxy-ports port))
    proxy?))
