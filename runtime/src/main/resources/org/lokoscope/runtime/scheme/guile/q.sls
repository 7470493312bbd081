;;; (ice-9 q): queues. A queue is a pair: its items, and the last pair of them.

(library (ice-9 q)
  (export make-q q? q-empty? q-empty-check q-front q-rear q-remove! q-push! enq! q-pop! deq!
          q-length sync-q!)
  (import (guile))

  (define (make-q) (cons '() #f))

  (define (sync-q! q)
    (set-cdr! q (and (pair? (car q)) (last-pair (car q))))
    q)

  (define (q? x)
    (and (pair? x)
         (if (pair? (car x))
             (eq? (cdr x) (last-pair (car x)))
             (and (null? (car x)) (not (cdr x))))))

  (define (q-empty? q) (null? (car q)))

  (define (q-empty-check q)
    (when (q-empty? q) (throw 'q-empty q)))

  (define (q-front q)
    (q-empty-check q)
    (caar q))

  (define (q-rear q)
    (q-empty-check q)
    (cadr q))

  (define (q-remove! q x)
    (set-car! q (delq! x (car q)))
    (sync-q! q))

  (define (q-push! q x)
    (let ((items (cons x (car q))))
      (set-car! q items)
      (unless (cdr q) (set-cdr! q items))
      q))

  (define (enq! q x)
    (let ((last (list x)))
      (if (null? (car q))
          (set-car! q last)
          (set-cdr! (cdr q) last))
      (set-cdr! q last)
      q))

  (define (q-pop! q)
    (q-empty-check q)
    (let ((rest (cdar q)) (x (caar q)))
      (set-car! q rest)
      (when (null? rest) (set-cdr! q #f))
      x))

  (define deq! q-pop!)

  (define (q-length q) (length (car q))))
