;;; (system base pmatch): a small matcher.

(library (system base pmatch)
  (export pmatch)
  (import (guile))

  (define-syntax pmatch
    (syntax-rules (else guard)
      ((_ (f . arguments) clause ...)
       (let ((value (f . arguments))) (pmatch value clause ...)))
      ((_ value) (throw 'pmatch value))
      ((_ value (else body ...)) (let () body ...))
      ((_ value (pattern (guard test ...) body ...) clause ...)
       (let ((next (lambda () (pmatch value clause ...))))
         (ppat value pattern
           (if (and test ...) (let () body ...) (next))
           (next))))
      ((_ value (pattern body ...) clause ...)
       (let ((next (lambda () (pmatch value clause ...))))
         (ppat value pattern (let () body ...) (next))))))

  (define-syntax ppat
    (syntax-rules (_ quote unquote)
      ((k value _ yes no) yes)
      ((k value () yes no) (if (null? value) yes no))
      ((k value 'literal yes no) (if (equal? value 'literal) yes no))
      ((k value (unquote variable) yes no) (let ((variable value)) yes))
      ((k value (first . rest) yes no)
       (if (pair? value)
           (let ((a (car value)) (d (cdr value)))
             (ppat a first (ppat d rest yes no) no))
           no))
      ((k value literal yes no) (if (eq? value 'literal) yes no)))))
