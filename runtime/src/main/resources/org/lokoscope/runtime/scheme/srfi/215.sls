;;; SRFI 215: a place where libraries send log entries, and a program takes them.

(library (srfi :215)
  (export send-log current-log-fields current-log-callback
          EMERGENCY ALERT CRITICAL ERROR WARNING NOTICE INFO DEBUG)
  (import (lokoscope private builtins) (loko queues))

  (define EMERGENCY 0)
  (define ALERT 1)
  (define CRITICAL 2)
  (define ERROR 3)
  (define WARNING 4)
  (define NOTICE 5)
  (define INFO 6)
  (define DEBUG 7)

  ;; What a field may hold as it is; all else is sent as it is written.
  (define (sendable value)
    (if (or (string? value) (bytevector? value) (condition? value)
            (and (number? value) (exact? value) (integer? value)))
        value
        (call-with-string-output-port
          (lambda (port) (write value port)))))

  ;; The pairs of a list of keys and values by turns; values that are #f are left out.
  (define (pairs who fields)
    (let loop ((rest fields))
      (cond
        ((null? rest) '())
        ((not (and (pair? rest) (pair? (cdr rest)) (symbol? (car rest))))
         (assertion-violation who "expected symbols and values by turns" fields))
        ((cadr rest) (cons (cons (car rest) (sendable (cadr rest))) (loop (cddr rest))))
        (else (loop (cddr rest))))))

  (define current-log-fields
    (make-parameter '()
      (lambda (fields)
        (pairs 'current-log-fields fields)
        fields)))

  ;; Entries that nobody has asked for yet: the last hundred.
  (define most 100)
  (define waiting (make-queue))
  (define kept (vector 0))

  (define (count! change)
    (vector-set! kept 0 (+ (vector-ref kept 0) change)))

  (define (keep entry)
    (enqueue! waiting entry)
    (if (= (vector-ref kept 0) most)
        (dequeue! waiting)
        (count! 1)))

  (define current-log-callback
    (make-parameter keep
      (lambda (callback)
        (unless (procedure? callback)
          (assertion-violation 'current-log-callback "expected a procedure" callback))
        (unless (eq? callback keep)
          (let loop ()
            (unless (queue-empty? waiting)
              (count! -1)
              (callback (dequeue! waiting))
              (loop))))
        callback)))

  (define (send-log severity message . fields)
    (unless (and (fixnum? severity) (fx<=? 0 severity 7))
      (assertion-violation 'send-log "expected a severity from 0 to 7" severity))
    (unless (string? message)
      (assertion-violation 'send-log "expected a message as a string" message))
    (let ((all (pairs 'send-log (append fields (current-log-fields)))))
      ((current-log-callback)
       (cons* (cons 'SEVERITY severity)
              (cons 'MESSAGE message)
              (cons 'JIFFY (current-jiffy))
              all)))))
