;;; (ice-9 poll): which of several ports have something or can be written to.

(library (ice-9 poll)
  (export make-empty-poll-set poll-set? poll-set-nfds poll-set-find-port poll-set-port
          poll-set-events set-poll-set-events! poll-set-revents set-poll-set-revents!
          poll-set-add! poll-set-remove! poll
          POLLIN POLLPRI POLLOUT POLLRDHUP POLLERR POLLHUP POLLNVAL)
  (import (guile) (only (guile select) wait-for-ports))

  (define-values (POLLIN POLLPRI POLLOUT POLLRDHUP POLLERR POLLHUP POLLNVAL)
    (values 1 2 4 8192 8 16 32))

  ;; Entries are vectors of a port, the events that are wanted and those that have come.
  (define-record-type poll-set
    (new-set entries)
    poll-set?
    (entries entries set-entries!))

  (define* (make-empty-poll-set #:optional size) (new-set '()))
  (define (poll-set-nfds set) (length (entries set)))
  (define (entry set i) (list-ref (entries set) i))
  (define (poll-set-port set i) (vector-ref (entry set i) 0))
  (define (poll-set-events set i) (vector-ref (entry set i) 1))
  (define (set-poll-set-events! set i events) (vector-set! (entry set i) 1 events))
  (define (poll-set-revents set i) (vector-ref (entry set i) 2))
  (define (set-poll-set-revents! set i events) (vector-set! (entry set i) 2 events))

  (define (poll-set-find-port set port)
    (let loop ((i 0))
      (cond
        ((= i (poll-set-nfds set)) #f)
        ((eq? port (poll-set-port set i)) i)
        (else (loop (+ i 1))))))

  (define* (poll-set-add! set port events)
    (set-entries! set (append (entries set) (list (vector port events 0)))))

  (define (poll-set-remove! set i)
    (set-entries! set (delq (entry set i) (entries set))))

  (define (wants event)
    (lambda (entry) (logtest event (vector-ref entry 1))))

  (define (ports-that-want event set)
    (map (lambda (entry) (vector-ref entry 0)) (filter (wants event) (entries set))))

  ;; The time limit is in milliseconds; a negative one is none.
  (define* (poll set #:optional (timeout -1))
    (call-with-values
      (lambda ()
        (wait-for-ports (ports-that-want POLLIN set) (ports-that-want POLLOUT set)
          (and (not (negative? timeout)) (/ timeout 1000))))
      (lambda (inputs outputs)
        (for-each
          (lambda (entry)
            (let ((port (vector-ref entry 0)))
              (vector-set! entry 2
                (logior (if (and ((wants POLLIN) entry) (memq port inputs)) POLLIN 0)
                        (if (and ((wants POLLOUT) entry) (memq port outputs)) POLLOUT 0)))))
          (entries set))
        (length (filter (lambda (entry) (not (zero? (vector-ref entry 2)))) (entries set)))))))
