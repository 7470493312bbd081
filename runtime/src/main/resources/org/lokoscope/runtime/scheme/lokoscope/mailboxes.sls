;;; Mailboxes as Erlang's processes have them: to send never waits, and a receiver takes the first
;;; message that it has a pattern for; the others stay. A small library on top of fibers.

(library (lokoscope mailboxes)
  (export make-mailbox mailbox? mailbox-length mailbox-send! mailbox-receive mailbox-receive-if
          receive-from)
  (import (except (rnrs) define-record-type)
          (only (scheme base) define-record-type)
          (rnrs mutable-pairs)
          (loko match)
          (loko system fibers)
          (only (lokoscope private builtins) %mailbox-created %message-queued %message-taken))

  ;; messages: a list with a head of its own, in the order in which they came
  ;; last: its last pair
  ;; removals: how many messages have been taken from among others or from the front
  ;; arrival: a condition for who waits, signalled by the next message; #f if nobody does
  ;; id: its number in a trace
  (define-record-type mailbox
    (new-mailbox id messages last length removals arrival)
    mailbox?
    (id mailbox-id)
    (messages mailbox-messages)
    (last mailbox-last mailbox-last-set!)
    (length mailbox-length mailbox-length-set!)
    (removals mailbox-removals mailbox-removals-set!)
    (arrival mailbox-arrival mailbox-arrival-set!))

  (define (make-mailbox)
    (let ((head (list 'head)))
      (new-mailbox (%mailbox-created) head head 0 0 #f)))

  (define (mailbox-send! mailbox message)
    (let ((pair (list message)))
      (set-cdr! (mailbox-last mailbox) pair)
      (mailbox-last-set! mailbox pair)
      (mailbox-length-set! mailbox (+ (mailbox-length mailbox) 1))
      (%message-queued (mailbox-id mailbox) (mailbox-length mailbox) message)
      (let ((arrival (mailbox-arrival mailbox)))
        (when arrival
          (mailbox-arrival-set! mailbox #f)
          (signal-cvar! arrival)))))

  ;; Takes the first message, and waits for one if there is none.
  (define (mailbox-receive mailbox)
    (mailbox-receive-if mailbox (lambda (message) (lambda () message)) #f #f))

  ;; Takes the first message for which accept returns a thunk instead of #f, and calls the thunk, in
  ;; tail position. If none comes for so many seconds (#f: no limit), calls the other thunk.
  (define (mailbox-receive-if mailbox accept seconds otherwise)
    (define timeout
      (and seconds
           (wrap-operation (sleep-operation seconds) (lambda ignored #f))))

    ;; Whoever waits while it decides may find that another receiver has taken messages.
    (define (search previous)
      (let ((pair (cdr previous)))
        (if (null? pair)
            (wait-for-more previous)
            (let* ((removals (mailbox-removals mailbox))
                   (thunk (accept (car pair))))
              (cond
                ((not (= removals (mailbox-removals mailbox)))
                 (search (mailbox-messages mailbox)))
                (thunk
                 (remove-next! mailbox previous)
                 (thunk))
                (else (search pair)))))))

    ;; Another receiver may have taken messages in the meantime, and with them our place.
    (define (wait-for-more previous)
      (let ((removals (mailbox-removals mailbox)))
        (cond
          ((not (more? mailbox timeout)) (otherwise))
          ((= removals (mailbox-removals mailbox)) (search previous))
          (else (search (mailbox-messages mailbox))))))

    (search (mailbox-messages mailbox)))

  ;; Waits for a message to come; #f if the time is over before.
  (define (more? mailbox timeout)
    (unless (mailbox-arrival mailbox)
      (mailbox-arrival-set! mailbox (make-cvar)))
    (let ((arrived (wrap-operation (wait-operation (mailbox-arrival mailbox)) (lambda () #t))))
      (perform-operation
       (if timeout (choice-operation arrived timeout) arrived))))

  (define (remove-next! mailbox previous)
    (let ((pair (cdr previous)))
      (set-cdr! previous (cdr pair))
      (when (eq? pair (mailbox-last mailbox))
        (mailbox-last-set! mailbox previous))
      (mailbox-length-set! mailbox (- (mailbox-length mailbox) 1))
      (%message-taken (mailbox-id mailbox) (mailbox-length mailbox))
      (mailbox-removals-set! mailbox (+ (mailbox-removals mailbox) 1))))

  ;; (receive-from mailbox (pattern body ...) ... [(after seconds body ...)]): the patterns are those
  ;; of (loko match). The first message that matches one of them is taken, and the body evaluated in
  ;; tail position.
  (define-syntax receive-from
    (syntax-rules ()
      ((_ mailbox clause ...)
       (receive-clauses mailbox () clause ...))))

  (define-syntax receive-clauses
    (syntax-rules (after)
      ((_ mailbox ((pattern body ...) ...) (after seconds else0 else ...))
       (mailbox-receive-if
        mailbox
        (lambda (message)
          (match message (pattern (lambda () body ...)) ... (_ #f)))
        seconds
        (lambda () else0 else ...)))
      ((_ mailbox ((pattern body ...) ...))
       (mailbox-receive-if
        mailbox
        (lambda (message)
          (match message (pattern (lambda () body ...)) ... (_ #f)))
        #f
        #f))
      ((_ mailbox (done ...) clause more ...)
       (receive-clauses mailbox (done ... clause) more ...)))))
