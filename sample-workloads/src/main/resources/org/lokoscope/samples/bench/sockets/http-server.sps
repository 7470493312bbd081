;; An HTTP server that keeps its connections, with a fiber for each, which answers every request with
;; the same text. Prints the port that it listens on.
(import (rnrs)
        (loko system fibers)
        (lokoscope net))

(define http (make-transcoder (latin-1-codec) (eol-style crlf)))

(define answer
  (string->utf8
    (string-append "HTTP/1.1 200 OK\r\n"
                   "Content-Type: text/plain\r\n"
                   "Content-Length: 13\r\n"
                   "\r\n"
                   "Hello, World!")))

;; Reads a request up to the line that ends its head; false if the connection ends before.
(define (get-request in)
  (let ((line (get-line in)))
    (cond ((eof-object? line) #f)
          ((string=? line "") #t)
          (else (get-request in)))))

(define (serve connection)
  (let ((in (transcoded-port (connection-input-port connection) http))
        (out (connection-output-port connection 'block)))
    (let loop ()
      (when (get-request in)
        (put-bytevector out answer)
        (flush-output-port out)
        (loop)))
    (close-connection connection)))

;; A client may be gone at any time.
(define (serve-safely connection)
  (guard (problem ((i/o-error? problem) (close-connection connection)))
    (serve connection)))

(let ((listener (tcp-listen "127.0.0.1" 0)))
  (display (tcp-listener-port listener))
  (newline)
  (flush-output-port (current-output-port))
  (let loop ()
    (let ((connection (tcp-accept listener)))
      (spawn-fiber (lambda () (serve-safely connection)))
      (loop))))
