;;; (fibers io-wakeup): operations that succeed when a port is ready.

(library (fibers io-wakeup)
  (export wait-until-port-readable-operation wait-until-port-writable-operation
          make-read-operation make-write-operation accept-operation)
  (import (lokoscope private builtins))

  (define (without-values operation)
    (wrap-operation operation (lambda ignored (values))))

  (define (wait-until-port-readable-operation port)
    (without-values (readable-operation port)))

  (define (wait-until-port-writable-operation port)
    (without-values (writable-operation port)))

  ;; TRY returns a thunk for the results, or #f if it has to be tried again when the port is ready.
  (define (retrying wait)
    (lambda (try port)
      (guard-operation
        (lambda ()
          (let ((done (try)))
            (if done
                (wrap-operation (always-operation) done)
                (wrap-operation (wait port)
                  (lambda results
                    (perform-operation ((retrying wait) try port))))))))))

  (define make-read-operation (retrying readable-operation))

  (define make-write-operation (retrying writable-operation))

  (define (accept-operation socket . flags) (%accept-operation socket)))
