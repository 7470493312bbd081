;;; (ice-9 buffered-input): ports whose text a procedure gives in pieces.

(library (ice-9 buffered-input)
  (export make-buffered-input-port make-line-buffered-input-port
          set-buffered-input-continuation?!)
  (import (guile))

  (define continuations (make-weak-key-hash-table))

  (define (set-buffered-input-continuation?! port continuation?)
    (hashq-set! continuations port continuation?))

  ;; The reader is told whether the text goes on where it ended.
  (define (buffered read ending)
    (let ((text "") (at 0) (port #f))
      (define (next)
        (if (< at (string-length text))
            (let ((c (string-ref text at)))
              (set! at (+ at 1))
              c)
            (let ((more (read (hashq-ref continuations port #f))))
              (cond
                ((eof-object? more) #f)
                (else
                 (set! text (string-append more ending))
                 (set! at 0)
                 (hashq-set! continuations port #t)
                 (next))))))
      (set! port (make-soft-port (vector #f #f #f next (lambda () #t)) "r"))
      port))

  (define (make-buffered-input-port read) (buffered read ""))
  (define (make-line-buffered-input-port read) (buffered read "\n")))
