;;; (ice-9 futures): values that threads compute.

(library (ice-9 futures)
  (export future make-future future? touch)
  (import (guile) (only (ice-9 threads) call-with-new-thread join-thread))

  (define-record-type future-type
    (new-future thread)
    future?
    (thread future-thread))

  (define (make-future thunk) (new-future (call-with-new-thread thunk)))

  (define-syntax future
    (syntax-rules () ((_ expression) (make-future (lambda () expression)))))

  (define (touch future) (join-thread (future-thread future))))
