;; The rest of (loko), as Loko's manual describes it.
(import (loko))
(define (with-output thunk)
  (let ((port (open-output-string)))
    (parameterize ((current-output-port port)) (thunk))
    (get-output-string port)))
(define (without-digits text)
  (let loop ((in (string->list text)) (out '()))
    (cond ((null? in) (list->string (reverse out)))
          ((memv (car in) (string->list "0123456789"))
           (loop (cdr in) (if (and (pair? out) (char=? (car out) #\N)) out (cons #\N out))))
          (else (loop (cdr in) (cons (car in) out))))))
(define (who thunk)
  (guard (e ((who-condition? e) (list (condition-who e) (condition-message e)))) (thunk)))

;; R6RS and SRFI 98 come with it.
(write (list (fold-left + 0 '(1 2 3)) (procedure? set-car!) (procedure? get-environment-variable)))
(newline)

;; Parameters: what goes in goes through the fender, also in parameterize.
(define p (make-parameter 10 (lambda (x) (unless (number? x) (assertion-violation 'p "no" x)) (* x 2))))
(write (list (p) (parameterize ((p 3)) (p)) (p))) (newline)
(write (guard (e (#t (condition-irritants e))) (parameterize ((p 'x)) (p)))) (newline)

;; Measuring.
(display (without-digits (with-output (lambda () (write (time (+ 1 2)))))))
(newline)
(display (without-digits
  (with-output (lambda () (call-with-values (lambda () (time-it "pair" (lambda () (values 1 2)))) list)))))
(display (without-digits
  (with-output (lambda () (let ((least (time-it* "add" 5 (lambda () (+ 1 2)))))
                            (write (and (integer? least) (exact? least) (>= least 0))))))))
(newline)
(write (who (lambda () (time-it* "add" 0 (lambda () 1))))) (newline)

;; Expansion.
(write (expand '(let ((x 1)) (when x (display x))) (environment '(rnrs)))) (newline)
(write (expand/optimize '(lambda (x) (let loop ((i 0)) (if (< i x) (loop (+ i 1)) i)))
                        (environment '(rnrs))))
(newline)
(write (expand '(cond (#f 1) (else 'two)))) (newline)
(display (without-digits (with-output (lambda () (disassemble (lambda (x) (if x 'yes 'no)))))))
(write (who (lambda () (disassemble car)))) (newline)
(write (list (cp0-size-limit) (cp0-effort-limit))) (newline)
(cp0-size-limit 20)
(write (cp0-size-limit)) (newline)

;; The machine.
(write (and (vector? (machine-type)) (for-all symbol? (vector->list (machine-type))))) (newline)
(write (string? (loko-version))) (newline)
(write (>= (collections) 0)) (newline)
(write (eq? (gensym) (gensym))) (newline)

;; The environment, of the run and of its commands.
(putenv "LOKO_TEST" "here")
(write (get-environment-variable "LOKO_TEST")) (newline)
(write (cdr (assoc "LOKO_TEST" (get-environment-variables)))) (newline)
(putenv "LOKO_TEST" #f)
(write (get-environment-variable "LOKO_TEST")) (newline)
(write (car (who (lambda () (putenv "a=b" "c"))))) (newline)

;; Ports.
(write (map port-file-descriptor
            (list (current-input-port) (current-output-port) (current-error-port)
                  (open-string-input-port ""))))
(newline)
(let ((port (open-string-input-port "x")))
  (port-file-descriptor-set! port 7)
  (write (port-file-descriptor port)) (newline)
  (write (port-closed? port)) (newline)
  (close-port port)
  (write (port-closed? port)) (newline))
(write (output-port-buffer-mode (standard-output-port))) (newline)
(let ((port (standard-output-port)))
  (port-buffer-mode-set! port 'block)
  (write (output-port-buffer-mode port)) (newline))

;; Environments.
(write (and (memq 'cons (environment-symbols (environment '(rnrs)))) #t)) (newline)
(eval '(define here 1) (interaction-environment))
(write (eval 'here (interaction-environment))) (newline)

;; What is not there says so.
(write (who (lambda () (compile-program "a" "b")))) (newline)
(write (who (lambda () (eval '(module (x) (define x 1)) (environment '(loko)))))) (newline)
