;;; (guile web-answers): what the servers of HTTP have in common: listening, answers made of what
;;; handlers return, and the life of a connection.

(library (guile web-answers)
  (export listening-socket handled sanitize-response serve-connection bad-request-response)
  (import (guile) (ice-9 iconv) (web http) (web request) (web response) (guile web-messages)
          (only (guile web-chunks) make-chunked-output-port)
          (only (ice-9 binary-ports) call-with-output-bytevector get-bytevector-some lookahead-u8)
          (only (lokoscope private builtins) bytevector? bytevector bytevector-length
                put-bytevector choice-operation perform-operation readable-operation
                sleep-operation wrap-operation))

  (define (listening-socket family address port)
    (let ((socket (socket family SOCK_STREAM 0)))
      (setsockopt socket SOL_SOCKET SO_REUSEADDR 1)
      (bind socket family address port)
      socket))

  ;; Answers

  (define bad-request-response
    (build-response #:version '(1 . 0) #:code 400 #:headers '((content-length . 0))))

  ;; What the handler returns, or an answer that says that it failed.
  (define (handled thunk)
    (catch #t thunk
      (lambda (key . args)
        (if (memq key '(quit interrupt))
            (apply throw key args)
            (values (build-response #:code 500) #f)))
      (lambda (key . args)
        (unless (memq key '(quit interrupt))
          (display "In the handler of a request:\n" (current-error-port))
          (print-exception (current-error-port) #f key args)))))

  (define (with-header response name value)
    (build-response
      #:version (response-version response)
      #:code (response-code response)
      #:reason-phrase (response-reason-phrase response)
      #:headers (acons name value
                  (filter (lambda (header) (not (eq? name (car header))))
                          (response-headers response)))
      #:port (response-port response)
      #:validate-headers? #f))

  (define (charset-of type) (string-trim-both (or (assq-ref (cdr type) 'charset) "utf-8") #\"))

  (define (with-charset response type)
    (if (assq 'charset (cdr type))
        response
        (with-header response 'content-type (append type '((charset . "utf-8"))))))

  ;; The response and the body as they go to the peer: what a handler may leave out is added. A
  ;; body that is a procedure writes to a port; STREAMS? says that it may do so later.
  (define* (sanitize-response request response body #:optional streams?)
    (cond
      ((list? response)
       (sanitize-response request
         (build-response #:version (request-version request) #:headers response) body streams?))
      ((not (equal? (request-version request) (response-version response)))
       (sanitize-response request (adapt-response-version response (request-version request)) body
         streams?))
      ((not body)
       (values (if (or (response-must-not-include-body? response)
                       (response-content-length response)
                       (pair? (response-transfer-encoding response)))
                   response
                   (with-header response 'content-length 0))
               (bytevector)))
      ((string? body)
       (let ((type (or (response-content-type response) '(text/plain))))
         (sanitize-response request (with-charset response type)
           (string->bytevector body (charset-of type)) streams?)))
      ((procedure? body)
       (if streams?
           (streamed request response body)
           (let ((type (or (response-content-type response) '(text/plain))))
             (sanitize-response request
               (if (response-content-type response) response (with-charset response type))
               (collected body (charset-of type))))))
      ((not (bytevector? body))
       (scm-error 'misc-error "sanitize-response" "unexpected body type: ~S" (list body) #f))
      (else (sized request response body))))

  (define (collected body charset)
    (call-with-output-bytevector
      (lambda (port)
        (set-port-encoding! port charset)
        (body port))))

  ;; HTTP 1.0 has no chunks: there the body is collected.
  (define (streamed request response body)
    (cond
      ((or (eq? 'HEAD (request-method request)) (response-must-not-include-body? response))
       (values response #f))
      ((response-content-length response) (values response body))
      ((equal? '(1 . 1) (response-version response))
       (values (with-header response 'transfer-encoding '((chunked))) body))
      (else (sanitize-response request response body))))

  (define (sized request response body)
    (let ((declared (response-content-length response)) (size (bytevector-length body)))
      (when (and (response-must-not-include-body? response) (> size 0))
        (scm-error 'misc-error "sanitize-response"
                   "response with this status code must not include body: ~S" (list response) #f))
      (when (and declared (not (= declared size)))
        (scm-error 'misc-error "sanitize-response" "bad content-length: ~S ~S"
                   (list declared size) #f))
      (values (if (or declared (response-must-not-include-body? response))
                  response
                  (with-header response 'content-length size))
              (if (eq? 'HEAD (request-method request)) #f body))))

  ;; Connections

  (define (keep-alive? request response)
    (let ((version (response-version response)) (code (response-code response)))
      (and request
           (or (< code 400) (= code 404))
           (not (memq 'close (response-connection response)))
           (not (memq 'close (request-connection request)))
           (or (equal? version '(1 . 1))
               (->bool (memq 'keep-alive (response-connection response)))))))

  (define (expects-continue? request)
    (and (equal? '(1 . 1) (request-version request))
         (or-map (lambda (expected) (eq? '100-continue (car expected)))
                 (request-expect request))))

  (define (write-continue client)
    (write-response (build-response #:code 100) client)
    (force-output client))

  ;; Calls F with the request and its body; with #f twice if it is none.
  (define (read-request-from client f)
    (call-with-values
      (lambda ()
        (catch #t
          (lambda ()
            (let ((request (read-request client)))
              (check-host request)
              (when (expects-continue? request) (write-continue client))
              (values request (read-request-body request))))
          (lambda (key . args)
            (display "While reading request:\n" (current-error-port))
            (print-exception (current-error-port) #f key args)
            (values #f #f))))
      f))

  (define (check-host request)
    (unless (or (request-host request) (not (equal? '(1 . 1) (request-version request))))
      (throw 'bad-request "HTTP/1.1 request without Host header" '())))

  (define (write-body response body client)
    (cond
      ((not body) *unspecified*)
      ((bytevector? body) (put-bytevector client body))
      ((response-content-length response) (body client))
      (else
       (let ((chunked (make-chunked-output-port client #:keep-alive? #t)))
         (body chunked)
         (close-port chunked)))))

  ;; The answer says that the connection ends, where HTTP 1.1 would leave it open.
  (define (announced response stays?)
    (if (or stays? (not (equal? '(1 . 1) (response-version response)))
            (memq 'close (response-connection response)))
        response
        (with-header response 'connection '(close))))

  ;; What the peer has still to say is read for a while: if it were not, the system would tell it
  ;; that the connection is broken, and it might not get to read the answer.
  (define (close-at-leisure client)
    (shutdown client 1)
    (let loop ((left 1000000))
      (let ((bytes (perform-operation
                     (choice-operation
                       (wrap-operation (readable-operation client)
                         (lambda ignored (get-bytevector-some client)))
                       (wrap-operation (sleep-operation 2) (lambda ignored the-eof-object))))))
        (if (or (eof-object? bytes) (< left 0))
            (close-port client)
            (loop (- left (bytevector-length bytes)))))))

  ;; Answers requests until the peer or an answer ends it. ANSWER gets a request and its body and
  ;; returns response and body. Whatever fails ends this connection alone.
  (define (serve-connection client answer)
    (define (loop)
      (if (eof-object? (lookahead-u8 client))
          (close-port client)
          (read-request-from client
            (lambda (request body)
              (call-with-values
                (lambda ()
                  (if request
                      (answer request body)
                      (values bad-request-response (bytevector))))
                (lambda (response body)
                  (let ((stays? (keep-alive? request response)))
                    (write-response (announced response stays?) client)
                    (write-body response body client)
                    (force-output client)
                    (cond
                      (stays? (loop))
                      (request (close-port client))
                      (else (close-at-leisure client))))))))))
    (setvbuf client 'block 8192)
    (catch #t loop
      (lambda (key . args)
        (false-if-exception (close-port client))))))
