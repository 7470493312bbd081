;;; SRFI 61: cond with clauses that test what a generator returns, (generator guard => receiver).

(library (srfi :61)
  (export (rename (general-cond cond)) => else)
  (import (lokoscope private builtins))

  (define-syntax general-cond
    (syntax-rules (=> else)
      ((_ (else expression0 expression ...))
       (let () expression0 expression ...))
      ((_ (generator guard => receiver) clause ...)
       (call-with-values
         (lambda () generator)
         (lambda results
           (if (apply guard results)
               (apply receiver results)
               (general-cond-rest clause ...)))))
      ((_ (test => receiver) clause ...)
       (let ((value test))
         (if value (receiver value) (general-cond-rest clause ...))))
      ((_ (test) clause ...)
       (or test (general-cond-rest clause ...)))
      ((_ (test expression0 expression ...) clause ...)
       (if test
           (let () expression0 expression ...)
           (general-cond-rest clause ...)))))

  (define-syntax general-cond-rest
    (syntax-rules ()
      ((_) (if #f #f))
      ((_ clause ...) (general-cond clause ...)))))
