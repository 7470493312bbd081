;;; (ice-9 runq): queues of strips, which are thunks, or lists of thunks to be called in turn. A thunk
;;; gives the strip that is to go on, or #f.

(library (ice-9 runq)
  (export runq-control make-void-runq make-fair-runq make-exclusive-runq
          make-subordinate-runq-to strip-sequence fair-strip-subtask)
  (import (guile) (ice-9 q))

  (define (runq-control q message . strips)
    (case message
      ((add! enqueue!) (for-each (lambda (strip) (enq! q strip)) strips) '*unspecified*)
      ((push!) (for-each (lambda (strip) (q-push! q strip)) strips) '*unspecified*)
      ((empty?) (q-empty? q))
      ((length) (q-length q))
      ((kill!) (set-car! q '()) (sync-q! q) (car q))
      (else (throw 'not-understood message strips))))

  ;; What the thunk gives; one that fails is reported, and is over.
  (define (run-thunk thunk)
    (catch #t thunk
      (lambda mistake
        (warn 'runq-strip thunk mistake)
        #f)))

  ;; Takes a strip off a queue and runs it: what it gives, and what is left of it.
  (define (run-first q go-on)
    (unless (q-empty? q)
      (let ((strip (deq! q)))
        (if (pair? strip)
            (go-on (run-thunk (car strip)) (cdr strip))
            (go-on (run-thunk strip) '())))))

  (define (make-runq put-back)
    (let ((q (make-q)))
      (lambda control
        (if (null? control)
            (run-first q (lambda (next rest) (put-back q next rest)))
            (apply runq-control q control)))))

  (define (make-void-runq)
    (lambda control
      (if (equal? control '(length)) 0 #f)))

  (define (make-fair-runq)
    (make-runq
      (lambda (q next rest)
        (when next (enq! q next))
        (unless (null? rest) (enq! q rest)))))

  (define (make-exclusive-runq)
    (make-runq
      (lambda (q next rest)
        (when next (q-push! q next))
        (unless (null? rest) (q-push! q rest)))))

  ;; While the lower queue has strips, one of the upper queue runs as many as there are at its turn.
  (define (make-subordinate-runq-to superior inferior)
    (define waiting (make-variable #f))
    (define (turn)
      (let loop ((left (inferior 'length)))
        (when (> left 0)
          (inferior)
          (loop (- left 1))))
      (if (inferior 'empty?)
          (begin (variable-set! waiting #f) #f)
          turn))
    (define (look)
      (unless (or (variable-ref waiting) (inferior 'empty?))
        (variable-set! waiting #t)
        (superior 'add! turn)))
    (lambda control
      (if (null? control)
          (inferior)
          (let ((answer (apply inferior control)))
            (look)
            answer))))

  (define (strip-list strip) (if (procedure? strip) (list strip) strip))

  (define (strip-sequence . strips) (apply append (map strip-list strips)))

  (define (fair-strip-subtask . strips)
    (let ((inner (make-fair-runq)))
      (apply inner 'add! strips)
      (letrec ((step (lambda () (inner) (and (not (inner 'empty?)) step))))
        step))))
