;;; Loko's queues: first in, first out, in constant time.

(library (loko queues)
  (export make-queue queue-push! enqueue! dequeue! queue-empty? queue-front)
  (import (lokoscope private builtins))

  ;; FRONT is the list of the items, REAR its last pair.
  (define-record-type queue
    (new-queue front rear)
    queue?
    (front items set-items!)
    (rear rear set-rear!))

  (define (make-queue) (new-queue '() '()))
  (define (queue-empty? queue) (null? (items queue)))

  ;; Adds an item at the front.
  (define (queue-push! queue item)
    (let ((pair (cons item (items queue))))
      (when (null? (items queue))
        (set-rear! queue pair))
      (set-items! queue pair)))

  ;; Adds an item at the rear.
  (define (enqueue! queue item)
    (let ((pair (list item)))
      (if (null? (items queue))
          (set-items! queue pair)
          (set-cdr! (rear queue) pair))
      (set-rear! queue pair)))

  (define (queue-front queue)
    (when (queue-empty? queue)
      (assertion-violation 'queue-front "the queue is empty" queue))
    (car (items queue)))

  ;; Takes the item at the front away.
  (define (dequeue! queue)
    (when (queue-empty? queue)
      (assertion-violation 'dequeue! "the queue is empty" queue))
    (let ((item (car (items queue))))
      (set-items! queue (cdr (items queue)))
      item)))
