;; The server of winder-leak.sps without the leak: the next request is served after the
;; `dynamic-wind` of this one, not inside it.
;;
;; Usage: winder-fixed.sps [REQUESTS]
(import (rnrs)
        (loko system fibers))

(define request-count
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 1200)))

(define open 0)
(define most-open 0)

(define (open-request)
  (set! open (+ open 1))
  (set! most-open (max open most-open)))

(define (close-request)
  (set! open (- open 1)))

(define (answer request)
  (string-append "hello, " (number->string request)))

(define (serve requests replies)
  (let ((request (get-message requests)))
    (unless (eq? request 'stop)
      (dynamic-wind
       open-request
       (lambda () (put-message replies (answer request)))
       close-request)
      (serve requests replies))))

(let ((requests (make-channel))
      (replies (make-channel)))
  (spawn-fiber (lambda () (serve requests replies)))
  (do ((i 1 (+ i 1)))
      ((> i request-count))
    (put-message requests i)
    (get-message replies))
  (put-message requests 'stop)
  (display "done: ")
  (display request-count)
  (display " requests, at most ")
  (display most-open)
  (display " open at a time")
  (newline))
