;;; (ice-9 serialize): one thread at a time in a part of the program.

(library (ice-9 serialize)
  (export call-with-serialization serialize call-with-parallelization parallelize)
  (import (guile) (only (ice-9 threads) make-mutex lock-mutex unlock-mutex mutex-owner
                        current-thread))

  (define admission (make-mutex))

  (define (inside?) (eq? (mutex-owner admission) (current-thread)))

  (define (call-with-serialization thunk)
    (if (inside?)
        (thunk)
        (dynamic-wind
          (lambda () (lock-mutex admission))
          thunk
          (lambda () (unlock-mutex admission)))))

  (define (call-with-parallelization thunk)
    (if (inside?)
        (dynamic-wind
          (lambda () (unlock-mutex admission))
          thunk
          (lambda () (lock-mutex admission)))
        (thunk)))

  (define-syntax serialize
    (syntax-rules () ((_ form ...) (call-with-serialization (lambda () form ...)))))

  (define-syntax parallelize
    (syntax-rules () ((_ form ...) (call-with-parallelization (lambda () form ...))))))
