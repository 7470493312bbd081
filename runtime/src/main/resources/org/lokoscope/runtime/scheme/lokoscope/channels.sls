;;; Channels with a buffer, which can be closed, and a select as in Go: a small library on top of
;;; the operations of Concurrent ML.
;;;
;;; Each buffered channel has a fiber that keeps the messages. It ends when the channel has been
;;; closed and emptied; one that is never closed keeps its fiber.

(library (lokoscope channels)
  (export make-buffered-channel buffered-channel? buffered-channel-capacity
          buffered-put-operation buffered-get-operation buffered-put buffered-get
          close-buffered-channel! closed-channel-violation?
          otherwise-operation select)
  (import (except (rnrs) define-record-type)
          (only (scheme base) define-record-type)
          (loko system fibers))

  ;; in, out: plain channels to and from the fiber
  ;; closing: signalled when the channel is closed
  ;; drained: signalled when it is closed and empty
  (define-record-type buffered-channel
    (new-buffered-channel capacity in out closing drained)
    buffered-channel?
    (capacity buffered-channel-capacity)
    (in buffered-channel-in)
    (out buffered-channel-out)
    (closing buffered-channel-closing)
    (drained buffered-channel-drained))

  (define &closed-channel
    (make-record-type-descriptor
     '&closed-channel (record-type-descriptor &assertion) #f #f #f '#()))

  (define make-closed-channel-violation
    (record-constructor (make-record-constructor-descriptor &closed-channel #f #f)))

  (define closed-channel-violation? (condition-predicate &closed-channel))

  ;; As many messages as the capacity says, at least one, can be put before somebody gets one.
  (define (make-buffered-channel capacity)
    (unless (and (integer? capacity) (exact? capacity) (positive? capacity))
      (assertion-violation 'make-buffered-channel "expected a positive integer" capacity))
    (let ((channel (new-buffered-channel capacity (make-channel) (make-channel)
                                         (make-cvar) (make-cvar))))
      (spawn-fiber (lambda () (keep-messages channel)))
      channel))

  ;; The messages are a queue of two lists: the front in order, the back reversed.
  (define (keep-messages channel)
    (define capacity (buffered-channel-capacity channel))
    (define take (get-operation (buffered-channel-in channel)))
    (define closed (wait-operation (buffered-channel-closing channel)))
    (define (give message)
      (put-operation (buffered-channel-out channel) message))

    (define (open size front back)
      (cond
        ((and (null? front) (pair? back)) (open size (reverse back) '()))
        (else
         ((perform-operation
           (choice-operation
            (wrap-operation closed
                            (lambda () (lambda () (drain (append front (reverse back))))))
            (if (< size capacity)
                (wrap-operation take
                                (lambda (message)
                                  (lambda () (open (+ size 1) front (cons message back)))))
                (choice-operation))
            (if (pair? front)
                (wrap-operation (give (car front))
                                (lambda ignored (lambda () (open (- size 1) (cdr front) back))))
                (choice-operation))))))))

    (define (drain messages)
      (cond
        ((null? messages) (signal-cvar! (buffered-channel-drained channel)))
        (else
         (perform-operation (give (car messages)))
         (drain (cdr messages)))))

    (open 0 '() '()))

  ;; Raises a &closed-channel in the fiber that performs it once the channel is closed.
  (define (buffered-put-operation channel message)
    (choice-operation
     (put-operation (buffered-channel-in channel) message)
     (wrap-operation (wait-operation (buffered-channel-closing channel))
                     (lambda ()
                       (raise
                        (condition
                         (make-closed-channel-violation)
                         (make-who-condition 'buffered-put)
                         (make-message-condition "the channel is closed")
                         (make-irritants-condition (list message))))))))

  ;; The value is the eof object when the channel is closed and empty.
  (define (buffered-get-operation channel)
    (choice-operation
     (get-operation (buffered-channel-out channel))
     (wrap-operation (wait-operation (buffered-channel-drained channel)) eof-object)))

  (define (buffered-put channel message)
    (perform-operation (buffered-put-operation channel message)))

  (define (buffered-get channel)
    (perform-operation (buffered-get-operation channel)))

  ;; No more messages can be put; those that are there can be got.
  (define (close-buffered-channel! channel)
    (signal-cvar! (buffered-channel-closing channel)))

  ;; What a clause of select receives from: a channel of either kind, or any operation. A macro, as
  ;; the next one is, so that the operation is made in the clause, which is what a trace names.
  (define-syntax receive-operation-of
    (syntax-rules ()
      ((_ expression)
       (let ((source expression))
         (cond
           ((channel? source) (get-operation source))
           ((buffered-channel? source) (buffered-get-operation source))
           (else source))))))

  (define-syntax send-operation-to
    (syntax-rules ()
      ((_ to what)
       (let ((channel to) (message what))
         (if (buffered-channel? channel)
             (buffered-put-operation channel message)
             (put-operation channel message))))))

  ;; Is chosen when all other arms of a choice have been tried in vain: an arm is blocked on only
  ;; then.
  (define (otherwise-operation)
    (make-base-operation
     #f
     (lambda () #f)
     (lambda (resume state)
       (vector-set! state 0 'SYNCHED)
       (resume values))))

  ;; (select clause ...) does what one of the clauses can do, then its body, in tail position.
  ;;
  ;;   ((variable <- source) body ...)   receives a message
  ;;   ((message -> channel) body ...)   sends one
  ;;   ((after seconds) body ...)        when that time has passed
  ;;   (else body ...)                   when none of the others can be done at once
  (define-syntax select
    (syntax-rules ()
      ((_ clause ...)
       ((perform-operation (choice-operation (select-arm clause) ...))))))

  (define-syntax select-arm
    (syntax-rules (<- -> after else)
      ((_ ((variable <- source) body0 body ...))
       (wrap-operation (receive-operation-of source)
                       (lambda (variable) (lambda () body0 body ...))))
      ((_ ((message -> channel) body0 body ...))
       (wrap-operation (send-operation-to channel message)
                       (lambda ignored (lambda () body0 body ...))))
      ((_ ((after seconds) body0 body ...))
       (wrap-operation (sleep-operation seconds)
                       (lambda ignored (lambda () body0 body ...))))
      ((_ (else body0 body ...))
       (wrap-operation (otherwise-operation)
                       (lambda ignored (lambda () body0 body ...)))))))
