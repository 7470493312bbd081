;;; SRFI 26: procedures made by leaving places open.

(library (srfi :26)
  (export cut cute <> <...>)
  (import (lokoscope private builtins))

  (define-syntax <>
    (lambda (x) (syntax-violation '<> "misplaced place" x)))

  (define-syntax <...>
    (lambda (x) (syntax-violation '<...> "misplaced place" x)))

  ;; Gives PRODUCE the items of a call, those that are no places as they are in evaluated items,
  ;; which stand in the bindings, the parameters and the rest parameter or #f.
  (define (scan x items once? produce)
    (let loop ((rest items) (call '()) (bindings '()) (parameters '()))
      (syntax-case rest (<> <...>)
        (() (produce (reverse call) (reverse bindings) (reverse parameters) #f))
        ((<...>)
         (with-syntax (((more) (generate-temporaries '(more))))
           (produce (reverse (cons #'more call)) (reverse bindings) (reverse parameters) #'more)))
        ((<...> . _)
         (syntax-violation 'cut "<...> must be the last place" x))
        ((<> . next)
         (with-syntax (((place) (generate-temporaries '(place))))
           (loop #'next (cons #'place call) bindings (cons #'place parameters))))
        ((item . next)
         (if once?
             (with-syntax (((value) (generate-temporaries '(value))))
               (loop #'next (cons #'value call) (cons #'(value item) bindings) parameters))
             (loop #'next (cons #'item call) bindings parameters))))))

  (define (specialize x once?)
    (syntax-case x ()
      ((_ item items ...)
       (scan x #'(item items ...) once?
         (lambda (call bindings parameters more)
           #`(let #,bindings
               (lambda (#,@parameters . #,(or more #'()))
                 #,(if more #`(apply #,@call) call))))))
      (_ (syntax-violation 'cut "expected a procedure or a place" x))))

  (define-syntax cut
    (lambda (x) (specialize x #f)))

  (define-syntax cute
    (lambda (x) (specialize x #t))))
