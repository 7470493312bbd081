;; Mailboxes, as Erlang's processes have them: to send never waits, to receive picks by pattern.
;;
;; A bank keeps accounts. Customers send orders and go on; when they want to know, they ask, and
;; pick the answer out of what has come in the meantime. A mailbox has no bound, so a sender that is
;; faster than its receiver would make it grow: each customer asks after every ten orders, which
;; holds it back.
;;
;; Usage: mailboxes.sps [ROUNDS]
(import (rnrs)
        (loko system fibers)
        (lokoscope mailboxes))

(define rounds
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 200)))

(define customers 4)
(define bank (make-mailbox))

;; The state of the bank is the argument of its loop: an association list of balances.
(define (run-bank accounts)
  (receive-from bank
    (('deposit name amount)
     (run-bank (update accounts name amount)))
    (('balance name answer-to)
     (mailbox-send! answer-to (list 'balance (balance accounts name)))
     (run-bank accounts))
    ('close (map cdr accounts))))

(define (balance accounts name)
  (let ((entry (assq name accounts)))
    (if entry (cdr entry) 0)))

(define (update accounts name amount)
  (cons (cons name (+ amount (balance accounts name)))
        (remp (lambda (entry) (eq? (car entry) name)) accounts)))

(define (customer name mailbox done)
  (do ((round 0 (+ round 1)))
      ((= round rounds) (put-message done name))
    (do ((i 1 (+ i 1)))
        ((> i 10))
      (mailbox-send! bank (list 'deposit name i)))
    (mailbox-send! mailbox (list 'note round))
    (mailbox-send! bank (list 'balance name mailbox))
    ;; Past the note that came first.
    (receive-from mailbox
      (('balance amount) (assert (= amount (* 55 (+ round 1))))))
    (receive-from mailbox
      (('note number) (assert (= number round))))))

(define done (make-channel))
(define balances (make-channel))
(spawn-fiber (lambda () (put-message balances (run-bank '()))))
(for-each
 (lambda (name)
   (let ((mailbox (make-mailbox)))
     (spawn-fiber (lambda () (customer name mailbox done)))))
 '(ada bela cleo dora))
(do ((i 0 (+ i 1)))
    ((= i customers))
  (get-message done))
(mailbox-send! bank 'close)
(display "done: ")
(display (* customers rounds 10))
(display " deposits, the balances are ")
(display (get-message balances))
(newline)
