;;; SRFI 2: an AND that binds what its clauses find.

(library (srfi :2)
  (export and-let*)
  (import (lokoscope private builtins))

  (define-syntax and-let*
    (lambda (x)
      (define (expand clauses body)
        (syntax-case clauses ()
          (() (if (null? body) #'#t #`(let () #,@body)))
          ((clause . more)
           (let ((last? (and (null? (syntax->datum #'more)) (null? body))))
             (syntax-case #'clause ()
               ((expression)
                (if last? #'expression #`(and expression #,(expand #'more body))))
               ((variable expression)
                (identifier? #'variable)
                #`(let ((variable expression))
                    #,(if last? #'variable #`(and variable #,(expand #'more body)))))
               (variable
                (identifier? #'variable)
                (if last? #'variable #`(and variable #,(expand #'more body))))
               (_ (syntax-violation 'and-let* "malformed clause" x #'clause)))))))
      (syntax-case x ()
        ((_ (clause ...) body ...)
         (expand #'(clause ...) #'(body ...)))
        (_ (syntax-violation 'and-let* "expected a list of clauses" x))))))
