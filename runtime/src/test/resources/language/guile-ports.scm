;; Ports for bytes and characters at once, their encodings, and what is told of them.
(use-modules (ice-9 binary-ports) (ice-9 textual-ports) (ice-9 rdelim) (ice-9 i18n) (ice-9 popen)
             (rnrs bytevectors))

(define-syntax-rule (try form)
  (begin
    (write 'form)
    (display " => ")
    (catch #t (lambda () (write form)) (lambda (key . args) (write key)))
    (newline)))

(define (reading bytes . actions)
  (let ((port (open-bytevector-input-port bytes)))
    (map (lambda (action) (action port)) actions)))

(define (as encoding) (lambda (port) (set-port-encoding! port encoding) (port-encoding port)))

(try (reading #vu8(188 97 195 188) read-char (as "UTF-8") read-char read-char))
(try (reading #vu8(97 195 188 98) peek-char (as "UTF-8") read-char get-u8 get-u8 read-char))
(try (reading #vu8(0 97 97 0) (as "UTF-16BE") read-char (as "UTF-16LE") read-char read-char))
(try (call-with-input-string "aüb" (lambda (port) (list (read-char port) (get-u8 port) (get-u8 port) (read-char port)))))
(try (call-with-input-string "üx" (lambda (port) (set-port-encoding! port "ISO-8859-1") (get-string-all port))))
(try (call-with-output-string (lambda (port) (display "a" port) (put-u8 port 195) (put-bytevector port #vu8(188 98)) (display "ü" port))))
(try (let ((port (open-output-string))) (put-bytevector port #vu8(65 66)) (write 'x port) (get-output-string port)))
(try (call-with-values open-bytevector-output-port
       (lambda (port get)
         (set-port-encoding! port "UTF-8")
         (display "ü" port)
         (set-port-encoding! port "ISO-8859-1")
         (display "ü" port)
         (put-u8 port 0)
         (get))))

;; Custom ports: what is written comes together when that is wanted.
(define (custom mode)
  (let ((parts '()))
    (define port
      (make-custom-binary-output-port "parts"
        (lambda (bytes start count)
          (let ((part (make-bytevector count)))
            (bytevector-copy! bytes start part 0 count)
            (set! parts (cons (utf8->string part) parts))
            count))
        #f #f
        (lambda () (set! parts (cons "closed" parts)))))
    (setvbuf port mode)
    (display "one" port)
    (put-bytevector port #vu8(44))
    (force-output port)
    (force-output port)
    (display "two" port)
    (close-port port)
    (filter (lambda (part) (not (string-null? part))) (reverse parts))))
(try (custom 'block))
(try (string-concatenate (custom 'none)))
(try (let ((port (make-custom-binary-input-port "letters"
                   (lambda (bytes start count) (bytevector-u8-set! bytes start 97) 1) #f #f #f)))
       (list (read-char port) (get-u8 port) (get-string-n port 3))))

;; Files and commands
(define file (port-filename (mkstemp "/tmp/lokoscope-XXXXXX")))
(call-with-output-file file (lambda (port) (display "lü\nx" port) (put-u8 port 255)))
(try (call-with-input-file file (lambda (port) (list (get-u8 port) (read-char port) (read-char port) (get-bytevector-all port)))))
(try (call-with-input-file file get-string-all #:binary #t))
(try (call-with-input-file file (lambda (port) (list (equal? (port-filename port) file) (port-mode port) (stat:type (stat port)) (file-port? port)))))
(try (port-mode (open-output-string)))
(try (file-port? (open-input-string "")))
(delete-file file)
(try (let* ((pipe (open-input-pipe "printf 'a\\303\\274'")) (bytes (get-bytevector-all pipe))) (close-pipe pipe) bytes))
(try (let* ((pipe (open-input-pipe "printf 'a\\303\\274'")) (text (get-string-all pipe))) (close-pipe pipe) text))

(try (read-line (open-input-string "a\nb") 'split))
(try (read-delimited "," (open-input-string "a,b") 'split))
(try (eof-object? (cdr (read-line (open-input-string "a") 'split))))
(try (call-with-values (lambda () (locale-string->integer "42abc")) list))
(try (call-with-values (lambda () (locale-string->integer "ffg" 16)) list))
