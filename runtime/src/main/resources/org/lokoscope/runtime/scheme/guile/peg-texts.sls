;;; (guile peg-texts): grammars as texts. They are read by the grammar of grammars, and become patterns
;;; as S-expressions.

(library (guile peg-texts)
  (export peg-grammar grammar->rules text->pattern)
  (import (guile) (guile peg-parsers))

  ;; The grammar of grammars; each rule may refer to those that follow it.

  (define (rule name accumulation make-parser)
    (let ((parser #f))
      (cached
        (nonterminal name accumulation
          (lambda (str len pos)
            (unless parser (set! parser (make-parser)))
            (parser str len pos))))))

  (define (mark text) (literal text #t))
  (define (no-mark text) (literal text #f))
  (define any (any-character #t))

  (define peg-grammar
    (rule 'peg-grammar 'all
      (lambda ()
        (repeated
          (sequence peg-nonterminal
                    (choice (mark "<--") (mark "<-") (mark "<"))
                    peg-sp peg-pattern)
          1))))
  (define peg-pattern
    (rule 'peg-pattern 'all
      (lambda ()
        (sequence peg-alternative (repeated (sequence (no-mark "/") peg-sp peg-alternative) 0)))))
  (define peg-alternative
    (rule 'peg-alternative 'all
      (lambda ()
        (repeated (sequence (optional (choice (mark "!") (mark "&"))) peg-sp peg-suffix) 1))))
  (define peg-suffix
    (rule 'peg-suffix 'all
      (lambda ()
        (sequence peg-primary
                  (repeated (sequence (choice (mark "*") (mark "+") (mark "?")) peg-sp) 0)))))
  (define peg-primary
    (rule 'peg-primary 'all
      (lambda ()
        (choice (sequence (mark "(") peg-sp peg-pattern (mark ")") peg-sp)
                (sequence (mark ".") peg-sp)
                peg-literal
                peg-charclass
                (sequence peg-nonterminal (not-ahead (mark "<")))))))
  (define peg-literal
    (rule 'peg-literal 'all
      (lambda ()
        (sequence (mark "'") (repeated (sequence (not-ahead (mark "'")) any) 0) (mark "'") peg-sp))))
  (define peg-charclass
    (rule 'peg-charclass 'all
      (lambda ()
        (sequence (no-mark "[")
                  (repeated
                    (sequence (not-ahead (mark "]")) (choice charclass-range charclass-single))
                    0)
                  (no-mark "]") peg-sp))))
  (define charclass-range
    (rule 'charclass-range 'all
      (lambda ()
        (sequence any (mark "-") any))))
  (define charclass-single
    (rule 'charclass-single 'all
      (lambda ()
        any)))
  (define peg-nonterminal
    (rule 'peg-nonterminal 'all
      (lambda ()
        (sequence
          (repeated
            (choice (character-in #\a #\z #t) (character-in #\A #\Z #t) (character-in #\0 #\9 #t)
                    (mark "-"))
            1)
          peg-sp))))
  (define peg-sp
    (rule 'peg-sp 'none
      (lambda ()
        (repeated (choice (mark " ") (mark "\t") (mark "\n")) 0))))

  ;; The tree of a text that a parser matches to its end, or #f.
  (define (tree parser text)
    (let ((match (call-with-text text (lambda () (parser text (string-length text) 0)))))
      (and match (string-collapse (cadr match)))))

  ;; The parts of a tree that begin with a word or are strings, from outside.
  (define (parts tree)
    (context-flatten (lambda (part) (or (string? part) (symbol? (car part)))) tree))

  ;; From trees to patterns. Each but the first takes what follows the word of its tree.

  (define (pattern tree) (one-or-all 'or (map alternative (parts (cdr tree)))))

  (define (one-or-all word patterns)
    (if (null? (cdr patterns))
        (car patterns)
        (cons word patterns)))

  (define (alternative tree)
    (let loop ((rest (parts (cdr tree))) (patterns '()))
      (cond
        ((null? rest) (one-or-all 'and (reverse patterns)))
        ((equal? (car rest) "!")
         (loop (cddr rest) (cons (list 'not-followed-by (suffix (cadr rest))) patterns)))
        ((equal? (car rest) "&")
         (loop (cddr rest) (cons (list 'followed-by (suffix (cadr rest))) patterns)))
        (else (loop (cdr rest) (cons (suffix (car rest)) patterns))))))

  ;; Marks that are neighbours have become one string.
  (define (suffix tree)
    (let ((parts (parts (cdr tree))))
      (string-fold (lambda (mark pattern) (list (string->symbol (string mark)) pattern))
        (primary (car parts))
        (apply string-append (cdr parts)))))

  (define (primary tree)
    (let ((parts (parts (cdr tree))))
      (cond
        ((equal? (car parts) ".") 'peg-any)
        ((equal? (car parts) "(") (pattern (cadr parts)))
        (else
         (case (caar parts)
           ((peg-literal)
            (let ((text (cadar parts)))
              (substring text 1 (- (string-length text) 1))))
           ((peg-charclass) (character-class (car parts)))
           (else (string->symbol (cadar parts))))))))

  (define (character-class tree)
    (one-or-all 'or
      (map (lambda (part)
             (let ((text (cadr part)))
               (if (eq? (car part) 'charclass-range)
                   (list 'range (string-ref text 0) (string-ref text 2))
                   text)))
           (parts (cdr tree)))))

  (define (text->pattern text)
    (let ((tree (tree peg-pattern text)))
      (and tree (pattern tree))))

  ;; The names, ways to capture and patterns of a grammar, or #f if it is none.
  (define (grammar->rules text)
    (let ((tree (tree peg-grammar text)))
      (and tree (rules (parts (cdr tree))))))

  (define (rules rest)
    (let loop ((rest rest))
      (if (null? rest)
          '()
          (cons (list (string->symbol (cadr (car rest)))
                      (cdr (assoc (cadr rest) '(("<--" . all) ("<-" . body) ("<" . none))))
                      (pattern (caddr rest)))
                (loop (cdddr rest)))))))
