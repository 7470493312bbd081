;; A server that counts its open requests with `dynamic-wind`, and stays inside for ever.
;;
;; `dynamic-wind` promises that its last thunk runs when the body is left. Here the body of one
;; request serves the next one, so no body is ever left: each request adds an entry to the dynamic
;; state, and `open` only goes up. With fibers it costs time as well: each switch leaves and enters
;; the whole list, one thunk after the other.
;;
;; winder-fixed.sps is the same program without the leak.
;;
;; Usage: winder-leak.sps [REQUESTS]
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
      (dynamic-wind                                     ; <- leak
       open-request
       (lambda ()
         (put-message replies (answer request))
         (serve requests replies))
       close-request))))

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
