;;; (ice-9 peg codegen): patterns as S-expressions become calls of the procedures of (guile
;;; peg-parsers). A pattern is known by the names of its words, whatever they mean where it stands.

(library (ice-9 peg codegen)
  (export compile-peg-pattern compile-nonterminal wrap-parser-for-users
          add-peg-compiler!)
  (import (guile) (guile peg-parsers) (guile peg-texts))

  (define (captures? accumulation) (not (eq? accumulation 'none)))

  ;; The syntax of a parser. Captures have no names here but those of nonterminals.
  (define (compile-peg-pattern pattern accumulation)
    (syntax-case pattern ()
      (name
       (identifier? #'name)
       (if (eq? (syntax->datum #'name) 'peg-any)
           #`(any-character #,(captures? accumulation))
           ;; It may be defined later.
           #'(lambda (str len pos) (name str len pos))))
      (text
       (string? (syntax->datum #'text))
       #`(literal text #,(captures? accumulation)))
      ((word . operands)
       (compile-form (syntax->datum #'word) #'operands accumulation))))

  (define (compile-form word operands accumulation)
    (define (only) (compile-first operands 'body))
    (define (all)
      (syntax-case operands ()
        ((pattern ...)
         (map (lambda (each) (compile-peg-pattern each 'body)) #'(pattern ...)))))
    (define (silent parser) (if (captures? accumulation) parser #`(silently #,parser)))
    (case word
      ((and) (silent #`(sequence #,@(all))))
      ((or) (silent #`(choice #,@(all))))
      ((*) (silent #`(repeated #,(only) 0)))
      ((+) (silent #`(repeated #,(only) 1)))
      ((?) (silent #`(optional #,(only))))
      ((followed-by) #`(ahead #,(only)))
      ((not-followed-by) #`(not-ahead #,(only)))
      ;; As in Guile, a name captures even here.
      ((ignore) (compile-first operands 'none))
      ((capture) (only))
      ((range) (compile-range operands accumulation))
      ((peg)
       (syntax-case operands ()
         ((text)
          (let ((pattern (text->pattern (syntax->datum #'text))))
            (unless pattern (error "no pattern of PEG" (syntax->datum #'text)))
            (compile-peg-pattern (datum->syntax #'text pattern) accumulation)))))
      (else (compile-other word operands accumulation))))

  ;; As in Guile, a range that is all of a nonterminal is labelled.
  (define (compile-range operands accumulation)
    (syntax-case operands ()
      ((first last)
       (let ((parser #`(character-in first last #,(captures? accumulation))))
         (if (eq? accumulation 'all)
             #`(nonterminal 'cg-range 'all #,parser)
             parser)))))

  (define (compile-first operands accumulation)
    (syntax-case operands ()
      ((pattern) (compile-peg-pattern #'pattern accumulation))))

  ;; Words of programs. A compiler gets what follows its word, and how to capture.
  (define compilers (make-hash-table))

  (define (add-peg-compiler! word compiler) (hashq-set! compilers word compiler))

  (define (compile-other word operands accumulation)
    (let ((compiler (hashq-ref compilers word)))
      (unless compiler (error "Bad peg form" (cons word (syntax->datum operands))))
      (compiler operands accumulation)))

  ;; A parser as the one of a nonterminal.
  (define (wrap-parser-for-users context parser accumulation name)
    #`(nonterminal '#,name '#,(datum->syntax context accumulation) #,parser))

  ;; What a name stands for, which is to capture all, body or none.
  (define (compile-nonterminal context name accumulation pattern)
    (unless (memq accumulation '(all body none)) (error "bad accum" accumulation))
    #`(cached
        #,(wrap-parser-for-users context
            (compile-peg-pattern pattern accumulation)
            accumulation name))))
