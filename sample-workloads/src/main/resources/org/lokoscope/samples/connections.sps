;; Many connections that are open at once, and a fiber for each end of each of them.
;;
;; Every client connects, asks once and stays. When all are there, a condition tells them to ask
;; some more and to leave. A fiber that waits for its socket costs its continuation and no thread.
;;
;; Usage: connections.sps [CONNECTIONS]; each takes two descriptors of the process (ulimit -n).
(import (rnrs)
        (loko system fibers)
        (lokoscope net))

(define connection-count
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 300)))

(define questions 30)

(define text (make-transcoder (latin-1-codec)))

(define (call-with-ports connection use)
  (let ((in (transcoded-port (connection-input-port connection) text))
        (out (transcoded-port (connection-output-port connection) text)))
    (use in out)
    (close-port out)
    (close-port in)))

(define (say line out)
  (put-string out (string-append line "\n"))
  (flush-output-port out))

;; One client of the server, as long as it stays.
(define (answer connection)
  (call-with-ports connection
    (lambda (in out)
      (let loop ()
        (let ((line (get-line in)))
          (unless (eof-object? line)
            (say (string-append "you said " line) out)
            (loop)))))))

(define (serve listener)
  (let ((connection (tcp-accept listener)))
    (spawn-fiber (lambda () (answer connection)))
    (serve listener)))

(define (ask line in out)
  (say line out)
  (string=? (get-line in) (string-append "you said " line)))

(define (ask-often line count in out)
  (or (= count 0)
      (and (ask line in out)
           (ask-often line (- count 1) in out))))

(define (client port number here all-are-here left)
  (call-with-ports (tcp-connect "127.0.0.1" port)
    (lambda (in out)
      (let ((name (number->string number)))
        (put-message here (ask name in out))
        (wait all-are-here)
        (put-message left (ask-often name questions in out))))))

(define (count-true channel)
  (do ((i 0 (+ i 1))
       (right 0 (if (get-message channel) (+ right 1) right)))
      ((= i connection-count) right)))

(let* ((listener (tcp-listen "127.0.0.1" 0))
       (port (tcp-listener-port listener))
       (here (make-channel))
       (left (make-channel))
       (all-are-here (make-cvar)))
  (spawn-fiber (lambda () (serve listener)))
  (do ((i 0 (+ i 1)))
      ((= i connection-count))
    (spawn-fiber (lambda () (client port i here all-are-here left))))
  (let ((answered (count-true here)))
    (display answered)
    (display " connections are open at once")
    (newline)
    (signal-cvar! all-are-here)
    (display "done: ")
    (display (count-true left))
    (display " were answered to the end")
    (newline)))
