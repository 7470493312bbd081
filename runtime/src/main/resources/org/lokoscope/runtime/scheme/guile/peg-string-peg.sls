;;; (ice-9 peg string-peg): nonterminals that are defined by the text of a grammar.

(library (ice-9 peg string-peg)
  (export peg-as-peg define-peg-string-patterns peg-grammar)
  (import (guile) (guile peg-parsers) (guile peg-texts) (ice-9 peg codegen))

  ;; In its own words.
  (define peg-as-peg
    "grammar <-- (nonterminal ('<--' / '<-' / '<') sp pattern)+
pattern <-- alternative (SLASH sp alternative)*
alternative <-- ([!&]? sp suffix)+
suffix <-- primary ([*+?] sp)*
primary <-- '(' sp pattern ')' sp / '.' sp / literal / charclass / nonterminal !'<'
literal <-- ['] (!['] .)* ['] sp
charclass <-- LB (!']' (CCrange / CCsingle))* RB sp
CCrange <-- . '-' .
CCsingle <-- .
nonterminal <-- [a-zA-Z0-9-]+ sp
sp < [ \\t\\n]*
SLASH < '/'
LB < '['
RB < ']'
")

  (define-syntax define-peg-string-patterns
    (lambda (form)
      (syntax-case form ()
        ((_ text)
         (let ((rules (grammar->rules (syntax->datum #'text))))
           (unless rules (error "no grammar of PEG" (syntax->datum #'text)))
           #`(begin
               #,@(map (lambda (rule)
                         (with-syntax ((name (datum->syntax form (car rule))))
                           #`(define name
                               #,(compile-nonterminal form #'name (cadr rule)
                                   (datum->syntax form (caddr rule))))))
                       rules))))))))
