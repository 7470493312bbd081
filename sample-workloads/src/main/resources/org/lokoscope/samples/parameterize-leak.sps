;; A session that binds its current user anew for each command, and stays inside for ever.
;;
;; `parameterize` gives the parameter its old value back when the body is left. Here the body of
;; one command reads the next one, so none is ever left: each command adds the old value to undo,
;; and each switch of the fiber undoes and redoes them all.
;;
;; parameterize-fixed.sps is the same program without the leak.
;;
;; Usage: parameterize-leak.sps [COMMANDS]
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
      (parameterize ((current-user (vector-ref users command))) ; <- leak
        (put-message replies (answer))
        (session commands replies)))))

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
