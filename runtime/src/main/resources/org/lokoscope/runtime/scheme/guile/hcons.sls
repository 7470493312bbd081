;;; (ice-9 hcons): pairs that are the same when their parts are.

(library (ice-9 hcons)
  (export hashq-cons-hash hashq-cons-assoc hashq-cons-get-handle hashq-cons-create-handle!
          hashq-cons-ref hashq-cons-set! hashq-cons hashq-conser make-gc-buffer)
  (import (guile))

  (define (hashq-cons-hash pair n)
    (modulo (logxor (hashq (car pair) 4194303) (hashq (cdr pair) 4194303)) n))

  (define (hashq-cons-assoc key alist)
    (or-map
      (lambda (entry)
        (and (pair? entry) (pair? (car entry))
             (eq? (caar entry) (car key)) (eq? (cdar entry) (cdr key))
             entry))
      alist))

  (define (hashq-cons-get-handle table key)
    (hashx-get-handle hashq-cons-hash hashq-cons-assoc table key))

  (define (hashq-cons-create-handle! table key value)
    (hashx-create-handle! hashq-cons-hash hashq-cons-assoc table key value))

  (define (hashq-cons-ref table key)
    (hashx-ref hashq-cons-hash hashq-cons-assoc table key #f))

  (define (hashq-cons-set! table key value)
    (hashx-set! hashq-cons-hash hashq-cons-assoc table key value))

  (define (hashq-cons table a d)
    (car (hashq-cons-create-handle! table (cons a d) #f)))

  (define (hashq-conser table) (lambda (a d) (hashq-cons table a d)))

  (define (make-gc-buffer n)
    (let ((ring (make-list n #f)))
      (lambda (x) (set! ring (cons x (list-head ring (max 0 (- n 1))))) x))))
