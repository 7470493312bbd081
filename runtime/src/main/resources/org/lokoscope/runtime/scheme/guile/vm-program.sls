;;; (system vm program): what is known of procedures.

(library (system vm program)
  (export program? program-name program-documentation program-arity program-lambda-list
          program-arguments-alist program-source program-sources)
  (import (guile))

  (define (program? x) (procedure? x))
  (define (program-name f) (procedure-name f))
  (define (program-documentation f) (procedure-documentation f))
  (define (program-source f . place) #f)
  (define (program-sources f) '())
  (define (program-arity f . place) (procedure-minimum-arity f))

  (define (numbered prefix count)
    (map (lambda (i) (string->symbol (string-append prefix (number->string i)))) (iota count)))

  (define (program-arguments-alist f . place)
    (let ((arity (procedure-minimum-arity f)))
      (list (cons 'required (numbered "arg" (car arity)))
            (cons 'optional (numbered "opt" (cadr arity)))
            (cons 'keyword '())
            (cons 'allow-other-keys? #f)
            (cons 'rest (and (caddr arity) 'rest)))))

  (define (program-lambda-list f . place)
    (let ((arity (procedure-minimum-arity f)))
      (append (numbered "arg" (car arity))
              (if (zero? (cadr arity)) '() (cons #:optional (numbered "opt" (cadr arity))))
              (if (caddr arity) 'rest '())))))
