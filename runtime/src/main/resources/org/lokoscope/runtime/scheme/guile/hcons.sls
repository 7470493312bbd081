;;; (ice-9 hcons): pairs that are the same when their parts are.

(library (ice-9 hcons)
  (export hashq-cons-hash hashq-cons-assoc hashq-cons-get-handle hashq-cons-create-handle!
          hashq-cons-ref hashq-cons-set! hashq-cons hashq-conser make-gc-buffer)
  (import (guile) (only (rnrs) mod find))

  ;; A pair stands for the identities of its parts.
  (define (hashq-cons-hash pair size)
    (define (part x) (hashq x 1000003))
    (mod (+ (* 31 (part (car pair))) (part (cdr pair))) size))

  (define (alike? a b)
    (and (eq? (car a) (car b)) (eq? (cdr a) (cdr b))))

  (define (hashq-cons-assoc key alist)
    (find (lambda (entry) (and (pair? entry) (pair? (car entry)) (alike? key (car entry)))) alist))

  ;; An access as of other tables, with a pair as the key.
  (define (access general table key . more)
    (apply general hashq-cons-hash hashq-cons-assoc table key more))

  (define (hashq-cons-get-handle table pair) (access hashx-get-handle table pair))
  (define (hashq-cons-create-handle! table pair value) (access hashx-create-handle! table pair value))
  (define (hashq-cons-ref table pair) (access hashx-ref table pair #f))
  (define (hashq-cons-set! table pair value) (access hashx-set! table pair value))

  (define (hashq-cons table a d)
    (let ((entry (hashq-cons-create-handle! table (cons a d) #f)))
      (car entry)))

  (define (hashq-conser table)
    (lambda (a d) (hashq-cons table a d)))

  (define (make-gc-buffer n)
    (let ((kept (make-list n #f)))
      (lambda (x) (set! kept (cons x (list-head kept (max 0 (- n 1))))) x))))
