;;; A throw to quit that nothing catches ends the program with its status.

(display (catch 'quit (lambda () (throw 'quit 3)) (lambda args args)))
(newline)
(throw 'quit 3)
(display "not reached\n")
