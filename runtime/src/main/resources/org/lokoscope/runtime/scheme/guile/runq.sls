;;; (ice-9 runq): queues of thunks that are run in turn.

(library (ice-9 runq)
  (export runq-control make-void-runq make-fair-runq make-exclusive-runq make-subordinate-runq-to
          strip-sequence fair-strip-subtask)
  (import (guile) (ice-9 q))

  (define (runq-control q message . arguments)
    (case message
      ((add!) (enq! q (car arguments)) *unspecified*)
      ((enqueue!) (enq! q (car arguments)) *unspecified*)
      ((remove!) (q-remove! q (car arguments)) *unspecified*)
      ((clear!) (let loop () (unless (q-empty? q) (deq! q) (loop))))
      (else (error "unknown control message" message))))

  (define (make-void-runq)
    (lambda arguments #f))

  (define (make-fair-runq)
    (let ((q (make-q)))
      (define (runq . arguments)
        (if (null? arguments)
            (and (not (q-empty? q))
                 (let* ((task (deq! q)) (result (task)))
                   (when result (enq! q task))
                   (not (q-empty? q))))
            (apply runq-control q arguments)))
      runq))

  (define (make-exclusive-runq)
    (let ((q (make-q)))
      (lambda arguments
        (if (null? arguments)
            (and (not (q-empty? q))
                 (let ((result ((q-front q))))
                   (unless result (deq! q))
                   (not (q-empty? q))))
            (apply runq-control q arguments)))))

  (define (make-subordinate-runq-to superior inferior)
    (lambda arguments
      (if (null? arguments)
          (inferior)
          (begin
            (apply inferior arguments)
            (when (memq (car arguments) '(add! enqueue!)) (superior 'add! inferior))))))

  (define (strip-sequence . strips)
    (lambda ()
      (let loop ((result (null? strips)))
        (if (null? strips)
            result
            (let ((strip (car strips)))
              (unless (strip) (set! strips (cdr strips)))
              (pair? strips))))))

  (define (fair-strip-subtask . strips)
    (let ((runq (make-fair-runq)))
      (for-each (lambda (strip) (runq 'add! strip)) strips)
      (lambda () (runq)))))
