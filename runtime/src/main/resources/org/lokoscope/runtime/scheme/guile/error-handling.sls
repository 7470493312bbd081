;;; (system repl error-handling)

(library (system repl error-handling)
  (export call-with-error-handling with-error-handling)
  (import (guile))

  ;; There is no prompt inside of a prompt: an error is reported, and the value is unspecified.
  (define* (call-with-error-handling thunk #:key on-error post-error pass-keys report-keys
                                     trap-handler)
    (catch #t thunk
      (lambda (key . args)
        (if (memq key (or pass-keys '(quit)))
            (apply throw key args)
            (print-exception (current-error-port) #f key args)))))

  (define-syntax with-error-handling
    (syntax-rules () ((_ form) (call-with-error-handling (lambda () form))))))
