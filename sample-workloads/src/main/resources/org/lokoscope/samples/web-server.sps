;; A tiny web server, and the clients that ask it, in one program.
;;
;; The server runs a fiber for each connection; a fiber that waits for bytes lets the others run.
;; Each client is a fiber too: it connects to the server over loopback, asks for a page and reads
;; the answer to its end. In the timeline the fibers wait for sockets instead of channels.
;;
;; Usage: web-server.sps [REQUESTS]
(import (rnrs)
        (loko system fibers)
        (lokoscope net))

(define request-count
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 600)))

(define client-count 6)

;; HTTP is lines of ASCII that end with return and newline, then the body.
(define http (make-transcoder (latin-1-codec) (eol-style crlf)))

(define (put-line port . parts)
  (for-each (lambda (part) (display part port)) parts)
  (newline port))

;; The words of a request line: method, path, version.
(define (words line)
  (let loop ((chars (reverse (string->list line))) (word '()) (words '()))
    (cond ((null? chars) (cons (list->string word) words))
          ((char=? (car chars) #\space) (loop (cdr chars) '() (cons (list->string word) words)))
          (else (loop (cdr chars) (cons (car chars) word) words)))))

(define (skip-headers in)
  (let ((line (get-line in)))
    (unless (or (eof-object? line) (string=? line ""))
      (skip-headers in))))

(define (call-with-ports connection use)
  (let ((in (transcoded-port (connection-input-port connection) http))
        (out (transcoded-port (connection-output-port connection) http)))
    (let ((value (use in out)))
      (close-port out)
      (close-port in)
      (close-connection connection)
      value)))

(define (answer connection)
  (call-with-ports connection
    (lambda (in out)
      (let ((path (cadr (words (get-line in)))))
        (skip-headers in)
        (put-line out "HTTP/1.0 200 OK")
        (put-line out "Content-Type: text/plain")
        (put-line out)
        (put-line out "You asked for " path)
        (flush-output-port out)))))

(define (serve listener)
  (let ((connection (tcp-accept listener)))
    (spawn-fiber (lambda () (answer connection)))
    (serve listener)))

;; The body that the server gives for a path.
(define (fetch port path)
  (call-with-ports (tcp-connect "127.0.0.1" port)
    (lambda (in out)
      (put-line out "GET " path " HTTP/1.0")
      (put-line out)
      (flush-output-port out)
      (skip-headers in)
      (get-line in))))

(define (client port number answers)
  (do ((i number (+ i client-count)))
      ((>= i request-count))
    (let ((path (string-append "/page/" (number->string i))))
      (put-message answers
                   (string=? (fetch port path) (string-append "You asked for " path))))))

(let* ((listener (tcp-listen "127.0.0.1" 0))
       (port (tcp-listener-port listener))
       (answers (make-channel)))
  (spawn-fiber (lambda () (serve listener)))
  (do ((i 0 (+ i 1)))
      ((= i client-count))
    (spawn-fiber (lambda () (client port i answers))))
  (do ((i 0 (+ i 1))
       (right 0 (if (get-message answers) (+ right 1) right)))
      ((= i request-count)
       (display "done: ")
       (display request-count)
       (display " requests, ")
       (display right)
       (display " answered as they should be")
       (newline))))
