;; An HTTP server and its clients, which keep their connections, in one program. Prints the seconds of
;; the second half of the requests.
(import (rnrs)
        (loko system fibers)
        (lokoscope net)
        (only (scheme time) current-jiffy jiffies-per-second))

(define clients 8)
(define requests 4000)

(define http (make-transcoder (latin-1-codec) (eol-style crlf)))

(define answer
  (string->utf8 "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nHello, World!"))

(define question
  (string->utf8 "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n"))

(define (get-head in)
  (let ((line (get-line in)))
    (cond ((eof-object? line) #f)
          ((string=? line "") #t)
          (else (get-head in)))))

(define (serve connection)
  (let ((in (transcoded-port (connection-input-port connection) http))
        (out (connection-output-port connection 'block)))
    (let loop ()
      (when (get-head in)
        (put-bytevector out answer)
        (flush-output-port out)
        (loop)))
    (close-connection connection)))

(define (accept listener)
  (let ((connection (tcp-accept listener)))
    (spawn-fiber (lambda () (serve connection)))
    (accept listener)))

(define (client port done)
  (let* ((connection (tcp-connect "127.0.0.1" port))
         (in (transcoded-port (connection-input-port connection) http))
         (out (connection-output-port connection 'block)))
    (do ((i 0 (+ i 1))) ((= i requests))
      (put-bytevector out question)
      (flush-output-port out)
      (get-head in)
      (get-string-n in 13))
    (close-connection connection)
    (put-message done #t)))

(define (ask-all port)
  (let ((done (make-channel)))
    (do ((i 0 (+ i 1))) ((= i clients))
      (spawn-fiber (lambda () (client port done))))
    (do ((i 0 (+ i 1))) ((= i clients))
      (get-message done))))

(let* ((listener (tcp-listen "127.0.0.1" 0))
       (port (tcp-listener-port listener)))
  (spawn-fiber (lambda () (accept listener)))
  (ask-all port)
  (let ((begin (current-jiffy)))
    (ask-all port)
    (display (/ (- (current-jiffy) begin) (inexact (jiffies-per-second))))
    (newline))
  (display (* clients requests))
  (display " requests")
  (newline))
