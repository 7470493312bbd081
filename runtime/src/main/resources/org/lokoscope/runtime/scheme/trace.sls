;;; What a program says of itself in its trace.

(library (lokoscope private trace)
  (export with-trace-span)
  (import (lokoscope private builtins))

  (define-syntax with-trace-span
    (syntax-rules ()
      ((_ name body0 body ...)
       (let ((span (trace-span-begin name)))
         (call-with-values
           (lambda () body0 body ...)
           (lambda results
             (trace-span-end span)
             (apply values results))))))))
