;; A custom port has a position only if the program gave it procedures for that; a file has one.
(import (rnrs))

(define (show . x) (write x) (newline))

(define (positions port)
  (list (port-has-port-position? port) (port-has-set-port-position!? port)))

(define (get) 7)
(define (set position) #f)

(define (each make)
  (show (positions (make get set))
        (positions (make get #f))
        (positions (make #f set))
        (positions (make #f #f))
        (port-position (make get #f))))

(each (lambda (get set)
        (make-custom-binary-input-port "port" (lambda (b start n) 0) get set #f)))
(each (lambda (get set)
        (make-custom-binary-output-port "port" (lambda (b start n) n) get set #f)))
(each (lambda (get set)
        (make-custom-textual-input-port "port" (lambda (s start n) 0) get set #f)))
(each (lambda (get set)
        (make-custom-textual-output-port "port" (lambda (s start n) n) get set #f)))

(define name "port-positions.tmp")
(let ((out (open-file-output-port name (file-options no-fail))))
  (show (positions out))
  (put-bytevector out #vu8(1 2 3 4))
  (close-port out))
(let ((in (open-file-input-port name)))
  (show (positions in))
  (set-port-position! in 2)
  (show (get-u8 in) (port-position in))
  (close-port in))
(delete-file name)
