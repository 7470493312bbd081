;;; SRFI 115: regular expressions as data. A pattern is read into a tree, the tree is made a program,
;;; and all ways through the program are followed at once over the text (Thompson, "Regular
;;; Expression Search Algorithm", 1968; with submatches: Cox, "Regular Expression Matching: the
;;; Virtual Machine Approach", 2009). So the time is at most that of the text's length times the
;;; pattern's. Of all matches at the leftmost place the longest counts, unless the pattern has
;;; non-greedy parts: then what the pattern prefers. Back references are not supported.

(library (srfi :115)
  (export
    regexp rx regexp->sre char-set->sre valid-sre? regexp?
    regexp-match? regexp-matches regexp-matches? regexp-search
    regexp-fold regexp-extract regexp-split regexp-partition regexp-replace regexp-replace-all
    regexp-match-count regexp-match-submatch regexp-match-submatch-start
    regexp-match-submatch-end regexp-match->list)
  (import
    (lokoscope private builtins)
    (srfi :14))

  ;; NAMES maps the names of submatches to lists of numbers. FIRST is the set of characters that a
  ;; match begins with, as bounds, or #f if it may be empty or depend on what is around.
  (define-record-type regexp-type
    (make-regexp sre program captures names longest first)
    regexp?
    (sre regexp->sre)
    (program regexp-program)
    (captures regexp-captures)
    (names regexp-names)
    (longest regexp-longest?)
    (first regexp-first))

  ;; SPANS holds the start and the end of each submatch, or #f.
  (define-record-type regexp-match-type
    (make-match regexp string spans)
    regexp-match?
    (regexp match-regexp)
    (string match-string)
    (spans match-spans))

  ;; Reading patterns. What is around a part: whether case counts, whether only ASCII does, whether
  ;; submatches do, and what was met so far, which is shared by all parts.

  (define-record-type context
    (make-context nocase ascii nocapture seen)
    context?
    (nocase nocase?)
    (ascii ascii?)
    (nocapture nocapture?)
    (seen context-seen))

  ;; Three places: the number of submatches, the names, and whether something is not greedy.
  (define (fresh-context) (make-context #f #f #f (vector 0 '() #f)))

  (define (with-case context) (make-context #f (ascii? context) (nocapture? context) (context-seen context)))
  (define (with-nocase context) (make-context #t (ascii? context) (nocapture? context) (context-seen context)))
  (define (with-ascii context) (make-context (nocase? context) #t (nocapture? context) (context-seen context)))
  (define (with-unicode context) (make-context (nocase? context) #f (nocapture? context) (context-seen context)))
  (define (with-nocapture context) (make-context (nocase? context) (ascii? context) #t (context-seen context)))

  (define (wrong sre)
    (assertion-violation 'regexp "not a valid SRE" sre))

  ;; Trees: (set . bounds), (seq tree ...), (alt tree ...), (repeat greedy? least most tree) where
  ;; MOST may be #f, (submatch number tree), (assert procedure), (look ahead? wanted? tree).

  (define empty '(seq))

  (define (tree sre context)
    (let ((set (character-set sre context)))
      (if set
          (cons 'set (%char-set-bounds-of set))
          (cond
            ((string? sre)
             (sequence (map (lambda (c) (tree c context)) (string->list sre))))
            ((symbol? sre) (assertion sre context))
            ((regexp? sre) (tree (regexp->sre sre) context))
            ((and (pair? sre) (list? sre)) (compound sre context))
            (else (wrong sre))))))

  (define (sequence trees)
    (if (and (pair? trees) (null? (cdr trees)))
        (car trees)
        (cons 'seq trees)))

  (define (trees sres context)
    (sequence (map-in-order (lambda (sre) (tree sre context)) sres)))

  (define (map-in-order f items)
    (reverse (fold-left (lambda (done item) (cons (f item) done)) '() items)))

  (define (compound sre context)
    (define rest (cdr sre))
    (define (count x)
      (unless (and (fixnum? x) (fx<=? 0 x))
        (wrong sre))
      x)
    (define (check-length least)
      (unless (fx<=? least (length rest))
        (wrong sre)))
    (define (lazy)
      (vector-set! (context-seen context) 2 #t)
      #f)
    (case (operator (car sre))
      ((seq) (trees rest context))
      ((or) (cons 'alt (map-in-order (lambda (sre) (tree sre context)) rest)))
      ((?) (list 'repeat #t 0 1 (trees rest context)))
      ((*) (list 'repeat #t 0 #f (trees rest context)))
      ((+) (list 'repeat #t 1 #f (trees rest context)))
      ((>=)
       (check-length 1)
       (list 'repeat #t (count (car rest)) #f (trees (cdr rest) context)))
      ((=)
       (check-length 1)
       (list 'repeat #t (count (car rest)) (car rest) (trees (cdr rest) context)))
      ((**)
       (check-length 2)
       (bounded #t (count (car rest)) (count (cadr rest)) (trees (cddr rest) context) sre))
      ((??) (list 'repeat (lazy) 0 1 (trees rest context)))
      ((*?) (list 'repeat (lazy) 0 #f (trees rest context)))
      ((**?)
       (check-length 2)
       (bounded (lazy) (count (car rest)) (count (cadr rest)) (trees (cddr rest) context) sre))
      (($) (submatch rest context))
      ((->)
       (check-length 1)
       (unless (symbol? (car rest))
         (wrong sre))
       (named-submatch (car rest) (cdr rest) context))
      ((w/case) (trees rest (with-case context)))
      ((w/nocase) (trees rest (with-nocase context)))
      ((w/ascii) (trees rest (with-ascii context)))
      ((w/unicode) (trees rest (with-unicode context)))
      ((w/nocapture) (trees rest (with-nocapture context)))
      ((word)
       (sequence
         (list (assertion 'bow context) (trees rest context) (assertion 'eow context))))
      ((word+)
       (tree `(word (+ (and (or alphanumeric "_") (or ,@rest)))) context))
      ((look-ahead) (look #t #t rest context))
      ((neg-look-ahead) (look #t #f rest context))
      ((look-behind) (look #f #t rest context))
      ((neg-look-behind) (look #f #f rest context))
      (else (wrong sre))))

  ;; Long names to short ones
  (define (operator name)
    (case name
      ((:) 'seq)
      ((|\||) 'or)
      ((optional) '?)
      ((zero-or-more) '*)
      ((one-or-more) '+)
      ((at-least) '>=)
      ((exactly) '=)
      ((repeated) '**)
      ((submatch) '$)
      ((submatch-named) '->)
      ((non-greedy-optional) '??)
      ((non-greedy-zero-or-more) '*?)
      ((non-greedy-repeated) '**?)
      ((char-range) '/)
      ((&) 'and)
      ((complement) '~)
      ((difference) '-)
      (else name)))

  (define (bounded greedy? least most tree sre)
    (unless (fx<=? least most)
      (wrong sre))
    (list 'repeat greedy? least most tree))

  (define (submatch sres context)
    (if (nocapture? context)
        (trees sres context)
        (let* ((seen (context-seen context)) (n (fx+ 1 (vector-ref seen 0))))
          (vector-set! seen 0 n)
          (list 'submatch n (trees sres context)))))

  (define (named-submatch name sres context)
    (unless (nocapture? context)
      (let* ((seen (context-seen context))
             (n (fx+ 1 (vector-ref seen 0)))
             (names (vector-ref seen 1))
             (known (assq name names)))
        (vector-set! seen 1
          (if known
              (cons (append known (list n)) (remq known names))
              (cons (list name n) names)))))
    (submatch sres context))

  (define (look ahead? wanted? sres context)
    (let ((tree (trees sres (with-nocapture context))))
      (unless (or ahead? (fixed-length tree))
        (assertion-violation 'regexp "what is looked for behind must have a fixed length" sres))
      (list 'look ahead? wanted? tree)))

  ;; Sets of characters

  ;; The set that an SRE denotes, or #f if it is none.
  (define (character-set sre context)
    (cond
      ((char? sre) (literal (char-set sre) context))
      ((char-set? sre) (literal sre context))
      ((string? sre)
       (and (fx=? 1 (string-length sre)) (literal (string->char-set sre) context)))
      ((symbol? sre) (named-set sre context))
      ((and (pair? sre) (list? sre)) (compound-set sre context))
      (else #f)))

  (define (literal set context)
    (limit (if (nocase? context) (all-cases set context) set) context))

  (define (limit set context)
    (if (ascii? context) (char-set-intersection set char-set:ascii) set))

  (define cased
    (char-set-union char-set:lower-case char-set:upper-case char-set:title-case))

  (define (all-cases set context)
    (let ((letters (char-set-intersection set (limit cased context))))
      (char-set-union set
        (list->char-set
          (char-set-fold
            (lambda (c chars)
              (cons* (char-upcase c) (char-downcase c) (char-titlecase c)
                     (char-downcase (char-upcase c)) chars))
            '() letters)))))

  (define (compound-set sre context)
    (define (part sre)
      (character-set sre context))
    (define (parts sres)
      (let ((sets (map part sres)))
        (and (for-all (lambda (x) x) sets) sets)))
    (define (required sres)
      (or (parts sres) (wrong sre)))
    (define (only context)
      (and (fx=? 2 (length sre)) (character-set (cadr sre) context)))
    (if (string? (car sre))
        (if (null? (cdr sre)) (literal (string->char-set (car sre)) context) (wrong sre))
        (case (operator (car sre))
          ((char-set)
           (if (and (fx=? 2 (length sre)) (string? (cadr sre)))
               (literal (string->char-set (cadr sre)) context)
               (wrong sre)))
          ((/) (literal (ranges (cdr sre) sre) context))
          ((or)
           (let ((sets (parts (cdr sre))))
             (and sets (apply char-set-union sets))))
          ((and) (apply char-set-intersection (limit char-set:full context) (required (cdr sre))))
          ((-)
           (if (null? (cdr sre))
               (wrong sre)
               (apply char-set-difference (required (cdr sre)))))
          ((~)
           (apply char-set-difference (limit char-set:full context) (required (cdr sre))))
          ((w/case) (only (with-case context)))
          ((w/nocase) (only (with-nocase context)))
          ((w/ascii) (only (with-ascii context)))
          ((w/unicode) (only (with-unicode context)))
          (else #f))))

  (define (ranges specs sre)
    (let ((chars
            (apply append
              (map (lambda (spec)
                     (cond
                       ((char? spec) (list spec))
                       ((string? spec) (string->list spec))
                       (else (wrong sre))))
                   specs))))
      (let loop ((chars chars) (set char-set:empty))
        (cond
          ((null? chars) set)
          ((null? (cdr chars)) (wrong sre))
          (else
            (let ((from (char->integer (car chars))) (to (char->integer (cadr chars))))
              (unless (fx<=? from to)
                (wrong sre))
              (loop (cddr chars)
                    (char-set-union set (ucs-range->char-set from (fx+ to 1))))))))))

  (define (named-set name context)
    (define (either unicode ascii)
      (if (ascii? context) ascii unicode))
    (case name
      ((any) (limit char-set:full context))
      ((nonl) (limit (char-set-complement (char-set #\return #\newline)) context))
      ((ascii) char-set:ascii)
      ((lower-case lower)
       (limit (if (nocase? context)
                  (char-set-union char-set:lower-case char-set:upper-case)
                  char-set:lower-case)
              context))
      ((upper-case upper)
       (limit (if (nocase? context)
                  (char-set-union char-set:lower-case char-set:upper-case)
                  char-set:upper-case)
              context))
      ((title-case title) (limit char-set:title-case context))
      ((alphabetic alpha) (limit alphabetic context))
      ((numeric num digit) (limit char-set:digit context))
      ((alphanumeric alphanum alnum) (limit (char-set-union alphabetic char-set:digit) context))
      ((punctuation punct) (limit char-set:punctuation context))
      ((symbol) (limit char-set:symbol context))
      ((graphic graph) (limit graphic context))
      ((whitespace white space)
       (either char-set:whitespace (char-set #\space #\tab #\newline #\page #\return)))
      ((printing print) (limit (char-set-union graphic char-set:whitespace) context))
      ((control cntrl) (either other (ucs-range->char-set 0 32)))
      ((hex-digit xdigit) char-set:hex-digit)
      (else #f)))

  (define alphabetic (%bounds->char-set (%char-set-bounds 'alphabetic)))
  (define marks (%bounds->char-set (%char-set-bounds 'mark)))
  (define other (%bounds->char-set (%char-set-bounds 'other)))

  (define graphic
    (char-set-union alphabetic char-set:digit char-set:punctuation char-set:symbol))

  (define (char-set->sre set)
    (let loop ((bounds (vector->list (%char-set-bounds-of set))) (specs '()))
      (cond
        ((pair? bounds)
         (loop (cddr bounds)
               (cons* (integer->char (fx- (cadr bounds) 1)) (integer->char (car bounds)) specs)))
        ((null? specs) '(or))
        (else (cons '/ (reverse specs))))))

  ;; Assertions: procedures of the text, a place in it, and where the text starts and ends.

  (define (assertion name context)
    (case name
      ((bos) (list 'assert (lambda (s i start end) (fx=? i start))))
      ((eos) (list 'assert (lambda (s i start end) (fx=? i end))))
      ((bol) (list 'assert line-start?))
      ((eol) (list 'assert line-end?))
      ((bow) (list 'assert (word-start? context)))
      ((eow) (list 'assert (word-end? context)))
      ((nwb)
       (let ((start? (word-start? context)) (end? (word-end? context)))
         (list 'assert
           (lambda (s i start end) (not (or (start? s i start end) (end? s i start end)))))))
      ((bog) (if (ascii? context) empty (list 'assert (grapheme-edge? fx<?))))
      ((eog) (if (ascii? context) empty (list 'assert (grapheme-edge? fx>?))))
      ((grapheme) (if (ascii? context) (tree 'any context) (tree (grapheme) context)))
      ((word) (tree '(word+ any) context))
      (else (wrong name))))

  (define (line-start? s i start end)
    (or (fx=? i start)
        (case (string-ref s (fx- i 1))
          ((#\newline) #t)
          ((#\return) (not (and (fx<? i end) (char=? (string-ref s i) #\newline))))
          (else #f))))

  (define (line-end? s i start end)
    (or (fx=? i end)
        (case (string-ref s i)
          ((#\return) #t)
          ((#\newline) (not (and (fx<? start i) (char=? (string-ref s (fx- i 1)) #\return))))
          (else #f))))

  (define (word-constituent context)
    (let ((set (tree '(or alphanumeric "_") context)))
      (lambda (c) (in-bounds? (cdr set) (char->integer c)))))

  (define (word-start? context)
    (let ((word? (word-constituent context)))
      (lambda (s i start end)
        (and (fx<? i end)
             (word? (string-ref s i))
             (not (and (fx<? start i) (word? (string-ref s (fx- i 1)))))))))

  (define (word-end? context)
    (let ((word? (word-constituent context)))
      (lambda (s i start end)
        (and (fx<? start i)
             (word? (string-ref s (fx- i 1)))
             (not (and (fx<? i end) (word? (string-ref s i))))))))

  ;; Grapheme clusters, after Unicode's annex 29 but without the sequences of emoji.

  (define (code-range from to) (ucs-range->char-set from (fx+ to 1)))

  (define hangul-l (char-set-union (code-range #x1100 #x115F) (code-range #xA960 #xA97C)))
  (define hangul-v (char-set-union (code-range #x1160 #x11A7) (code-range #xD7B0 #xD7C6)))
  (define hangul-t (char-set-union (code-range #x11A8 #x11FF) (code-range #xD7CB #xD7FB)))
  (define hangul-syllable (code-range #xAC00 #xD7A3))
  (define regional (code-range #x1F1E6 #x1F1FF))

  (define hangul-lv
    (char-set-filter
      (lambda (c) (fxzero? (fxmod (fx- (char->integer c) #xAC00) 28)))
      hangul-syllable))

  (define hangul-lvt (char-set-difference hangul-syllable hangul-lv))

  (define extending
    (char-set-union marks (code-range #x200C #x200D) (code-range #x1F3FB #x1F3FF)))

  (define controls (char-set-difference other (code-range #x200C #x200D)))

  (define (grapheme)
    `(or (: #\return #\newline)
         (: (or (: (* ,hangul-l)
                   (or (: ,hangul-v (* ,hangul-v)) (: ,hangul-lv (* ,hangul-v)) ,hangul-lvt)
                   (* ,hangul-t))
                (+ ,hangul-l)
                (+ ,hangul-t)
                (= 2 ,regional)
                (~ ,controls))
            (* ,extending))
         ,controls))

  ;; Whether a cluster begins or ends at I: an end of the text, or a break between two characters.
  (define (grapheme-edge? before?)
    (lambda (s i start end)
      (cond
        ((fx=? i start) (and (before? 0 1) (fx<? start end)))
        ((fx=? i end) (before? 1 0))
        (else (break-between? s i start)))))

  (define (break-between? s i start)
    (let ((a (string-ref s (fx- i 1))) (b (string-ref s i)))
      (define (pair? first . second)
        (and (char-set-contains? first a)
             (exists (lambda (set) (char-set-contains? set b)) second)))
      (cond
        ((char=? a #\return) (not (char=? b #\newline)))
        ((or (char-set-contains? controls a) (char-set-contains? controls b)) #t)
        ((char-set-contains? extending b) #f)
        ((pair? hangul-l hangul-l hangul-v hangul-syllable) #f)
        ((or (pair? hangul-lv hangul-v hangul-t) (pair? hangul-v hangul-v hangul-t)) #f)
        ((or (pair? hangul-lvt hangul-t) (pair? hangul-t hangul-t)) #f)
        ((pair? regional regional)
         (let loop ((j (fx- i 1)) (even? #f))
           (if (and (fx>=? j start) (char-set-contains? regional (string-ref s j)))
               (loop (fx- j 1) (not even?))
               (not even?))))
        (else #t))))

  ;; Properties of trees

  ;; The length of all matches, or #f if they differ.
  (define (fixed-length tree)
    (case (car tree)
      ((set) 1)
      ((seq)
       (fold-left (lambda (n tree) (let ((m (fixed-length tree))) (and n m (fx+ n m))))
                  0 (cdr tree)))
      ((alt)
       (let ((lengths (map fixed-length (cdr tree))))
         (and (pair? lengths)
              (for-all (lambda (n) (and n (eqv? n (car lengths)))) lengths)
              (car lengths))))
      ((repeat)
       (let ((n (fixed-length (list-ref tree 4))))
         (and n (eqv? (caddr tree) (cadddr tree)) (fx* n (caddr tree)))))
      ((submatch) (fixed-length (caddr tree)))
      (else 0)))

  ;; The bounds of the set of characters that matches begin with, or #f.
  (define (first-characters tree)
    (case (car tree)
      ((set) (cdr tree))
      ((seq)
       (let loop ((parts (cdr tree)))
         (and (pair? parts)
              (case (caar parts)
                ((assert look) (loop (cdr parts)))
                (else (first-characters (car parts)))))))
      ((alt)
       (let ((sets (map first-characters (cdr tree))))
         (and (for-all (lambda (x) x) sets)
              (%char-set-bounds-of
                (apply char-set-union (map %bounds->char-set sets))))))
      ((repeat) (and (fx<? 0 (caddr tree)) (first-characters (list-ref tree 4))))
      ((submatch) (first-characters (caddr tree)))
      (else #f)))

  ;; Programs: vectors of instructions. Each is a vector of a code and operands:
  ;;   0 set bounds      one character of a set, then the next instruction
  ;;   1 range from to   one character of a range, then the next instruction
  ;;   2 split a b       go on at A and at B; A is preferred
  ;;   3 jump a
  ;;   4 save n          note the place
  ;;   5 assert proc
  ;;   6 look ahead? wanted? length program
  ;;   7 match

  (define (compile tree)
    (define instructions '())
    (define size 0)
    (define (emit! . parts)
      (let ((instruction (list->vector parts)))
        (set! instructions (cons instruction instructions))
        (set! size (fx+ size 1))
        instruction))
    (define (compile-all trees) (for-each compile-tree trees))
    (define (compile-tree tree)
      (case (car tree)
        ((set)
         (let ((bounds (cdr tree)))
           (if (fx=? 2 (vector-length bounds))
               (emit! 1 (vector-ref bounds 0) (fx- (vector-ref bounds 1) 1))
               (emit! 0 bounds))))
        ((seq) (compile-all (cdr tree)))
        ((alt) (compile-alternatives (cdr tree)))
        ((repeat) (apply compile-repeat (cdr tree)))
        ((submatch)
         (let ((n (fx* 2 (cadr tree))))
           (emit! 4 n)
           (compile-tree (caddr tree))
           (emit! 4 (fx+ n 1))))
        ((assert) (emit! 5 (cadr tree)))
        (else
          (emit! 6 (cadr tree) (caddr tree) (fixed-length (cadddr tree))
                 (compile (cadddr tree))))))
    (define (compile-alternatives trees)
      (cond
        ((null? trees) (emit! 0 '#()))
        ((null? (cdr trees)) (compile-tree (car trees)))
        (else
          (let ((split (emit! 2 (fx+ size 1) #f)))
            (compile-tree (car trees))
            (let ((jump (emit! 3 #f)))
              (vector-set! split 2 size)
              (compile-alternatives (cdr trees))
              (vector-set! jump 1 size))))))
    (define (branch! split greedy? body after)
      (vector-set! split 1 (if greedy? body after))
      (vector-set! split 2 (if greedy? after body)))
    (define (compile-repeat greedy? least most tree)
      (do ((i 0 (fx+ i 1))) ((fx=? i least)) (compile-tree tree))
      (if most
          (let loop ((n (fx- most least)))
            (when (fx<? 0 n)
              (let* ((split (emit! 2 #f #f)) (body size))
                (compile-tree tree)
                (loop (fx- n 1))
                (branch! split greedy? body size))))
          (let* ((start size) (split (emit! 2 #f #f)) (body size))
            (compile-tree tree)
            (emit! 3 start)
            (branch! split greedy? body size))))
    (compile-tree tree)
    (emit! 7)
    (list->vector (reverse instructions)))

  (define (regexp sre)
    (if (regexp? sre)
        sre
        (let* ((context (fresh-context))
               (tree (tree sre context))
               (seen (context-seen context)))
          (make-regexp sre (compile tree) (vector-ref seen 0) (vector-ref seen 1)
            (not (vector-ref seen 2)) (first-characters tree)))))

  (define-syntax rx
    (syntax-rules ()
      ((_ sre ...) (regexp (quasiquote (: sre ...))))))

  (define (valid-sre? x)
    (guard (c ((violation? c) #f))
      (regexp x)
      #t))

  ;; Running programs

  (define (in-bounds? bounds c)
    (let loop ((low 0) (high (vector-length bounds)))
      (if (fx=? low high)
          (fxodd? low)
          (let ((middle (fxdiv (fx+ low high) 2)))
            (if (fx<=? (vector-ref bounds middle) c)
                (loop (fx+ middle 1) high)
                (loop low middle))))))

  ;; The spans of the best match that begins at FROM, or later unless it is anchored; if WHOLE?
  ;; then at FROM and until END. The text that the assertions see is from START until END.
  ;; A thread is a pair of a place in the program and its spans; threads are in order of preference.
  (define (run program captures longest? first s start end from anchored? whole?)
    (define marks (make-vector (vector-length program) -1))
    (define threads '())

    ;; Follows instructions that take no character; those that do become threads.
    (define (follow! pc i spans)
      (unless (fx=? (vector-ref marks pc) i)
        (vector-set! marks pc i)
        (let ((instruction (vector-ref program pc)))
          (case (vector-ref instruction 0)
            ((2)
             (follow! (vector-ref instruction 1) i spans)
             (follow! (vector-ref instruction 2) i spans))
            ((3) (follow! (vector-ref instruction 1) i spans))
            ((4)
             (let ((copy (vector-copy spans)))
               (vector-set! copy (vector-ref instruction 1) i)
               (follow! (fx+ pc 1) i copy)))
            ((5)
             (when ((vector-ref instruction 1) s i start end)
               (follow! (fx+ pc 1) i spans)))
            ((6)
             (when (looks? instruction s start end i)
               (follow! (fx+ pc 1) i spans)))
            (else (set! threads (cons (cons pc spans) threads)))))))

    (define (start-thread! i)
      (let ((spans (make-vector (fx* 2 (fx+ captures 1)) #f)))
        (vector-set! spans 0 i)
        (follow! 0 i spans)))

    (define (finished spans i)
      (let ((copy (vector-copy spans)))
        (vector-set! copy 1 i)
        copy))

    (define (better? spans i best)
      (and (or (not whole?) (fx=? i end))
           (or (not best)
               (and longest?
                    (fx=? (vector-ref spans 0) (vector-ref best 0))
                    (fx<? (vector-ref best 1) i)))))

    ;; Where to go on when nothing is under way.
    (define (skip i)
      (if (and first (not anchored?))
          (let loop ((i i))
            (if (and (fx<? i end)
                     (not (in-bounds? first (char->integer (string-ref s i)))))
                (loop (fx+ i 1))
                i))
          i))

    (define (step! current i c best)
      (let loop ((current current) (best best))
        (if (null? current)
            best
            (let* ((thread (car current))
                   (spans (cdr thread))
                   (instruction (vector-ref program (car thread))))
              (case (vector-ref instruction 0)
                ((7)
                 (cond
                   ((not (better? spans i best)) (loop (cdr current) best))
                   (longest? (loop (cdr current) (finished spans i)))
                   (else (finished spans i))))
                (else
                  (when (and c
                             (or (not best)
                                 (not longest?)
                                 (fx=? (vector-ref spans 0) (vector-ref best 0)))
                             (if (fx=? 1 (vector-ref instruction 0))
                                 (fx<=? (vector-ref instruction 1) c (vector-ref instruction 2))
                                 (in-bounds? (vector-ref instruction 1) c)))
                    (follow! (fx+ (car thread) 1) (fx+ i 1) spans))
                  (loop (cdr current) best)))))))

    (let loop ((i (skip from)) (best #f))
      (when (and (not best) (or (fx=? i from) (not anchored?)))
        (start-thread! i))
      (let ((current (reverse threads)))
        (set! threads '())
        (let ((best (step! current i
                      (and (fx<? i end) (char->integer (string-ref s i)))
                      best)))
          (cond
            ((fx=? i end) best)
            ((pair? threads) (loop (fx+ i 1) best))
            ((or best anchored?) best)
            (else (loop (skip (fx+ i 1)) best)))))))

  (define (looks? instruction s start end i)
    (let* ((ahead? (vector-ref instruction 1))
           (wanted? (vector-ref instruction 2))
           (length (vector-ref instruction 3))
           (program (vector-ref instruction 4))
           (found?
             (if ahead?
                 (run program 0 #f #f s start end i #t #f)
                 (and (fx<=? (fx+ start length) i)
                      (run program 0 #f #f s start i (fx- i length) #t #t)))))
      (if wanted? found? (not found?))))

  ;; The procedures of the SRFI

  (define (range who s arguments)
    (unless (string? s)
      (assertion-violation who "expected a string" s))
    (let* ((n (string-length s))
           (start (if (pair? arguments) (or (car arguments) 0) 0))
           (end (or (and (pair? arguments) (pair? (cdr arguments)) (cadr arguments)) n)))
      (unless (and (fixnum? start) (fixnum? end) (fx<=? 0 start end n))
        (assertion-violation who "no range of the string" s start end))
      (values start end)))

  (define (find re s start end from anchored?)
    (let ((spans (run (regexp-program re) (regexp-captures re) (regexp-longest? re)
                      (regexp-first re) s start end from anchored? anchored?)))
      (and spans (make-match re s spans))))

  (define (regexp-matches re s . ends)
    (let-values (((start end) (range 'regexp-matches s ends)))
      (find (regexp re) s start end start #t)))

  (define (regexp-matches? re s . ends)
    (and (apply regexp-matches re s ends) #t))

  (define (regexp-search re s . ends)
    (let-values (((start end) (range 'regexp-search s ends)))
      (find (regexp re) s start end start #f)))

  (define (regexp-match-count match) (regexp-captures (match-regexp match)))

  ;; The number of a submatch. Of several with one name, the first that matched.
  (define (submatch-number who match field)
    (cond
      ((and (fixnum? field) (fx<=? 0 field (regexp-match-count match))) field)
      ((assq field (regexp-names (match-regexp match)))
       => (lambda (entry)
            (or (find-first (lambda (n) (vector-ref (match-spans match) (fx* 2 n))) (cdr entry))
                (cadr entry))))
      (else (assertion-violation who "no such submatch" field))))

  (define (find-first accept? items)
    (and (pair? items)
         (if (accept? (car items)) (car items) (find-first accept? (cdr items)))))

  (define (regexp-match-submatch-start match field)
    (vector-ref (match-spans match)
      (fx* 2 (submatch-number 'regexp-match-submatch-start match field))))

  (define (regexp-match-submatch-end match field)
    (vector-ref (match-spans match)
      (fx+ 1 (fx* 2 (submatch-number 'regexp-match-submatch-end match field)))))

  (define (regexp-match-submatch match field)
    (let ((start (regexp-match-submatch-start match field))
          (end (regexp-match-submatch-end match field)))
      (and start end (substring (match-string match) start end))))

  (define (regexp-match->list match)
    (map (lambda (n) (regexp-match-submatch match n))
         (iota (fx+ 1 (regexp-match-count match)))))

  (define (match-start match) (vector-ref (match-spans match) 0))
  (define (match-end match) (vector-ref (match-spans match) 1))

  (define regexp-fold
    (case-lambda
      ((re combine nil s)
       (regexp-fold re combine nil s (lambda (i match s state) state)))
      ((re combine nil s finish . ends)
       (let-values (((start end) (range 'regexp-fold s ends)))
         (let ((re (regexp re)))
           (let loop ((from start) (last start) (state nil))
             (let ((match (and (fx<=? from end) (find re s start end from #f))))
               (if match
                   (let ((after (match-end match)))
                     (loop (if (fx=? (match-start match) after) (fx+ after 1) after)
                           after
                           (combine last match s state)))
                   (finish last #f s state)))))))))

  ;; Folds over the matches that are not empty; the state has where the last one ended.
  (define (fold-parts re s combine finish who ends)
    (let-values (((start end) (range who s ends)))
      (regexp-fold re
        (lambda (i match s state)
          (if (fx=? (match-start match) (match-end match))
              state
              (cons (match-end match) (combine (car state) match (cdr state)))))
        (cons start '())
        s
        (lambda (i match s state) (reverse (finish (car state) end (cdr state))))
        start end)))

  (define (match-text match)
    (substring (match-string match) (match-start match) (match-end match)))

  (define (regexp-extract re s . ends)
    (fold-parts re s
      (lambda (last match parts) (cons (match-text match) parts))
      (lambda (last end parts) parts)
      'regexp-extract ends))

  (define (regexp-split re s . ends)
    (fold-parts re s
      (lambda (last match parts) (cons (substring s last (match-start match)) parts))
      (lambda (last end parts) (cons (substring s last end) parts))
      'regexp-split ends))

  (define (regexp-partition re s . ends)
    (fold-parts re s
      (lambda (last match parts)
        (cons* (match-text match) (substring s last (match-start match)) parts))
      (lambda (last end parts)
        (if (and (fx=? last end) (pair? parts))
            parts
            (cons (substring s last end) parts)))
      'regexp-partition ends))

  ;; What takes the place of a match: strings, submatches, what is around, lists of these, or what
  ;; a procedure makes of the match.
  (define (replacement subst match start end)
    (cond
      ((not subst) "")
      ((string? subst) subst)
      ((eq? subst 'pre) (substring (match-string match) start (match-start match)))
      ((eq? subst 'post) (substring (match-string match) (match-end match) end))
      ((or (integer? subst) (symbol? subst)) (or (regexp-match-submatch match subst) ""))
      ((procedure? subst) (subst match))
      ((list? subst)
       (string-concatenate (map (lambda (part) (replacement part match start end)) subst)))
      (else (assertion-violation 'regexp-replace "unknown substitution" subst))))

  (define (regexp-replace re s subst . options)
    (let-values (((start end) (range 'regexp-replace s options))
                 ((re) (regexp re)))
      (let loop ((from start)
                 (count (if (and (pair? options) (pair? (cdr options)) (pair? (cddr options)))
                            (caddr options)
                            0)))
        (let ((match (and (fx<=? from end) (find re s start end from #f))))
          (cond
            ((not match) (substring s start end))
            ((fx<? 0 count)
             (loop (if (fx=? (match-start match) (match-end match))
                       (fx+ (match-end match) 1)
                       (match-end match))
                   (fx- count 1)))
            (else
              (string-append
                (substring s start (match-start match))
                (replacement subst match start end)
                (substring s (match-end match) end))))))))

  (define (regexp-replace-all re s subst . ends)
    (let-values (((start end) (range 'regexp-replace-all s ends)))
      (regexp-fold re
        (lambda (i match s parts)
          (cons* (replacement subst match start end)
                 (substring s i (match-start match))
                 parts))
        '()
        s
        (lambda (i match s parts)
          (string-concatenate (reverse (cons (substring s i end) parts))))
        start end))))
