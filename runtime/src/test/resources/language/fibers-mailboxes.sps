(import (rnrs) (loko system fibers) (lokoscope mailboxes))
(define-syntax show (syntax-rules () ((_ e) (begin (write e) (newline)))))
(define (settle) (do ((i 0 (+ i 1))) ((= i 10)) (yield-current-task)))
(define box (make-mailbox))
(show (list (mailbox? box) (mailbox? 1) (mailbox-length box)))

;; To send does not wait; messages come in their order.
(for-each (lambda (m) (mailbox-send! box m)) '(1 2 3))
(show (mailbox-length box))
(show (let* ((a (mailbox-receive box)) (b (mailbox-receive box)) (c (mailbox-receive box))) (list a b c)))
(spawn-fiber (lambda () (mailbox-send! box 'later)))
(show (mailbox-receive box))

;; The first message that matches is taken, and the others stay in their order.
(for-each (lambda (m) (mailbox-send! box m)) '((log a) (stop 1) (log b) (stop 2)))
(show (receive-from box (('stop n) (list 'stopped n))))
(show (receive-from box (('stop n) (list 'stopped n)) (('log x) (list 'logged x))))
(show (receive-from box (('stop n) (list 'stopped n))))
(show (mailbox-length box))
(mailbox-send! box '(log c))
(show (let* ((a (mailbox-receive box)) (b (mailbox-receive box))) (list a b)))

;; It waits for a message that matches, past others that come.
(spawn-fiber (lambda ()
  (mailbox-send! box 'noise) (yield-current-task) (mailbox-send! box '(answer 42)) (mailbox-send! box 'more)))
(show (receive-from box (('answer n) n)))
(show (let* ((a (mailbox-receive box)) (b (mailbox-receive box))) (list a b (mailbox-length box))))

;; after: a limit of time, of none too, and messages that do not match do not extend it.
(show (receive-from box (_ 'message) (after 0.001 'timeout)))
(show (receive-from box (_ 'message) (after 0 'empty)))
(mailbox-send! box 'here)
(show (receive-from box ('other 'other) (after 0 'none)))
(show (receive-from box ('here 'found) (after 0 'none)))
(show (receive-from box (after 0.001 'nothing)))
(define bothered 0)
(spawn-fiber (lambda () (let loop () (when (< bothered 1000) (set! bothered (+ bothered 1)) (mailbox-send! box 'noise) (sleep 0.0005) (loop)))))
(show (receive-from box ('signal 'signal) (after 0.005 'time-is-over)))
(set! bothered 1000)
(sleep 0.002)
(show (let drain () (receive-from box ('noise (drain)) (after 0 (mailbox-length box)))))

;; Several receivers: each message goes to one, whatever the others wait for.
(define taken '())
(define (take-key want) (spawn-fiber (lambda () (let ((m (mailbox-receive-if box (lambda (m) (and (eq? (car m) want) (lambda () m))) #f #f))) (set! taken (cons m taken))))))
(for-each take-key '(c a b a))
(settle)
(for-each (lambda (m) (mailbox-send! box m)) '((a . 1) (b . 2) (d . 3) (a . 4) (c . 5)))
(settle)
(show (list-sort (lambda (x y) (< (cdr x) (cdr y))) taken))
(show (let ((left (mailbox-receive box))) (list left (mailbox-length box))))

;; Who waits while it decides takes nothing that another one has taken meanwhile.
(define both '())
(define (take-slowly) (spawn-fiber (lambda () (let ((m (mailbox-receive-if box (lambda (m) (yield-current-task) (lambda () m)) #f #f))) (set! both (cons m both))))))
(take-slowly)
(take-slowly)
(settle)
(mailbox-send! box 'one)
(mailbox-send! box 'two)
(settle)
(show (list (length both) (and (memq 'one both) #t) (and (memq 'two both) #t)))

;; A server with state, as a loop whose receive is its last call.
(define (counter self)
  (let loop ((n 0))
    (receive-from self
      ('increment (loop (+ n 1)))
      (('get reply) (mailbox-send! reply n) (loop n))
      ('stop 'stopped))))
(define server (make-mailbox))
(spawn-fiber (lambda () (counter server)))
(do ((i 0 (+ i 1))) ((= i 5000)) (mailbox-send! server 'increment))
(mailbox-send! server (list 'get box))
(show (mailbox-receive box))
