;; The session of parameterize-leak.sps without the leak: the next command is read after the
;; `parameterize` of this one, in tail position.
;;
;; Usage: parameterize-fixed.sps [COMMANDS]
(import (rnrs)
        (loko)
        (loko system fibers))

(define command-count
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 2000)))

(define users '#("ada" "grace" "edsger"))

(define current-user (make-parameter "nobody"))

;; A command is the number of the user who gives it.
(define (answer)
  (string-append "hello, " (current-user)))

(define (session commands replies)
  (let ((command (get-message commands)))
    (unless (eq? command 'quit)
      (parameterize ((current-user (vector-ref users command)))
        (put-message replies (answer)))
      (session commands replies))))

(let ((commands (make-channel))
      (replies (make-channel)))
  (spawn-fiber (lambda () (session commands replies)))
  (do ((i 0 (+ i 1))
       (reply "" (begin (put-message commands (mod i 3))
                        (get-message replies))))
      ((= i command-count)
       (put-message commands 'quit)
       (display "done: ")
       (display command-count)
       (display " commands, the last reply was: ")
       (display reply)
       (newline))))
