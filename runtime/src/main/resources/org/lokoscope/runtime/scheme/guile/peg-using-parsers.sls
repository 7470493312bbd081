;;; (ice-9 peg using-parsers): nonterminals, matches, and their records.

(library (ice-9 peg using-parsers)
  (export match-pattern define-peg-pattern search-for-pattern prec make-prec peg:start peg:end
          peg:string peg:tree peg:substring peg-record?)
  (import (guile) (guile peg-parsers) (ice-9 peg codegen))

  (define-record-type prec
    (make-prec start end string tree)
    peg-record?
    (start start-of)
    (end end-of)
    (string string-of)
    (tree tree-of))

  (define (peg:start match) (and match (start-of match)))
  (define (peg:end match) (and match (end-of match)))
  (define (peg:string match) (and match (string-of match)))
  (define (peg:tree match) (and match (tree-of match)))

  (define (peg:substring match)
    (and match (substring (string-of match) (start-of match) (end-of match))))

  (define-syntax define-peg-pattern
    (lambda (form)
      (syntax-case form ()
        ((_ name accumulation pattern)
         #`(define name
             #,(compile-nonterminal form #'name (syntax->datum #'accumulation) #'pattern))))))

  (define (match-at parser text pos)
    (let ((match (parser text (string-length text) pos)))
      (and match
           (make-prec pos (car match) text (string-collapse (cadr match))))))

  (define (match-pattern parser string)
    (let ((text (string-copy string)))
      (call-with-text text (lambda () (match-at parser text 0)))))

  (define (search parser string)
    (let ((text (string-copy string)))
      (call-with-text text
        (lambda ()
          (let loop ((pos 0))
            (and (<= pos (string-length text))
                 (or (match-at parser text pos) (loop (+ pos 1)))))))))

  ;; The pattern may be a nonterminal, an S-expression or a text.
  (define-syntax search-for-pattern
    (lambda (form)
      (syntax-case form ()
        ((_ pattern string)
         (let ((whole (if (string? (syntax->datum #'pattern)) #'(peg pattern) #'pattern)))
           #`(search #,(compile-peg-pattern whole 'body) string)))))))
