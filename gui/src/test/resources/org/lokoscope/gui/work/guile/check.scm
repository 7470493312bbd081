(use-modules (fibers) (fibers channels) (lokoscope check))

(define kept (make-channel))

(define (handler-server requests)
  (let ((request (get-message requests)))
    (with-exception-handler             ;HANDLER
     (lambda (problem) 0)
     (lambda () (handler-server requests))
     #:unwind? #t)))

(define (calling-server requests)
  (get-message requests)
  (+ 1
     (calling-server requests)))        ;CALL

(define (steady-server requests)
  (get-message requests)
  (steady-server requests))

(define (served serve)
  (let ((requests (make-channel)))
    (spawn-fiber (lambda () (serve requests)))
    (lambda () (put-message requests 1))))

(define results (open-output-file (cadr (command-line))))

(define-syntax-rule (complaint name expression)
  (begin
    (display name results)
    (display ": " results)
    (display (catch #t
               (lambda () expression "steady")
               (lambda (key . arguments)
                 (call-with-output-string
                   (lambda (port) (print-exception port #f key arguments)))))
             results)
    (newline results)))

(run-fibers
 (lambda ()
   (complaint "handler" (assert-steady (served handler-server) 40))
   (complaint "call" (assert-steady (served calling-server) 40))
   (complaint "steady" (assert-steady (served steady-server) 40))
   (complaint "ending" (assert-steady (lambda () (spawn-fiber (lambda () #t))) 40))
   (complaint "fibers" (assert-steady (lambda () (spawn-fiber (lambda () (get-message kept)))) 40)) ;FIBERS
   (complaint "few" (assert-steady car 7)))
 #:parallelism 1 #:hz 0)
(complaint "outside" (assert-steady list 8))
(close-port results)
