;;; SRFI 13: strings. Where a procedure may return an argument or share its characters, it copies.

(library (srfi :13)
  (export
    string? string-null? string-every string-any
    make-string string string-tabulate string->list list->string reverse-list->string string-join
    string-length string-ref string-copy substring/shared string-copy!
    string-take string-take-right string-drop string-drop-right
    string-pad string-pad-right string-trim string-trim-right string-trim-both
    string-set! string-fill! string-compare string-compare-ci
    string<> string= string< string> string<= string>=
    string-ci<> string-ci= string-ci< string-ci> string-ci<= string-ci>=
    string-hash string-hash-ci
    string-prefix-length string-suffix-length string-prefix-length-ci string-suffix-length-ci
    string-prefix? string-suffix? string-prefix-ci? string-suffix-ci?
    string-index string-index-right string-skip string-skip-right string-count
    string-contains string-contains-ci
    string-titlecase string-titlecase! string-upcase string-upcase! string-downcase
    string-downcase! string-reverse string-reverse!
    string-append string-concatenate string-append/shared string-concatenate/shared
    string-concatenate-reverse string-concatenate-reverse/shared
    string-map string-map! string-fold string-fold-right string-unfold string-unfold-right
    string-for-each string-for-each-index
    xsubstring string-xcopy! string-replace string-delete string-filter string-tokenize
    string-parse-start+end string-parse-final-start+end let-string-start+end
    check-substring-spec substring-spec-ok?
    make-kmp-restart-vector kmp-step string-kmp-partial-search)
  (import
    (except (lokoscope private builtins)
      string-every string-any string-tabulate string-index string-count string-join
      string-prefix? string-suffix? string-map string-for-each string-hash
      string-upcase string-downcase string-titlecase)
    (prefix (only (lokoscope private builtins)
              string-hash)
      whole:)
    (only (srfi :14) char-set? char-set-contains?))

  ;; Ranges

  (define (range-error who string start end)
    (assertion-violation who "no range of the string" string start end))

  (define (check-substring-spec who string start end)
    (unless (substring-spec-ok? string start end)
      (range-error who string start end)))

  (define (substring-spec-ok? string start end)
    (and (string? string)
         (fixnum? start)
         (fixnum? end)
         (fx<=? 0 start end (string-length string))))

  ;; The arguments after a range, its start and its end. The caller may be a symbol or a procedure.
  (define (string-parse-start+end who string arguments)
    (unless (string? string)
      (assertion-violation (who-of who) "expected a string" string))
    (let ((n (string-length string)))
      (cond
        ((null? arguments) (values '() 0 n))
        ((null? (cdr arguments))
         (let ((start (or (car arguments) 0)))
           (check-substring-spec (who-of who) string start n)
           (values '() start n)))
        (else
          (let ((start (or (car arguments) 0)) (end (or (cadr arguments) n)))
            (check-substring-spec (who-of who) string start end)
            (values (cddr arguments) start end))))))

  (define (who-of who) (and (or (symbol? who) (string? who)) who))

  (define (string-parse-final-start+end who string arguments)
    (let-values (((rest start end) (string-parse-start+end who string arguments)))
      (unless (null? rest)
        (assertion-violation (who-of who) "too many arguments" rest))
      (values start end)))

  (define-syntax let-string-start+end
    (syntax-rules ()
      ((_ (start end) who string arguments body0 body ...)
       (let-values (((start end) (string-parse-final-start+end who string arguments)))
         body0 body ...))
      ((_ (start end rest) who string arguments body0 body ...)
       (let-values (((rest start end) (string-parse-start+end who string arguments)))
         body0 body ...))))

  (define-syntax let-ranges
    (syntax-rules ()
      ((_ (start1 end1 start2 end2) who s1 s2 arguments body0 body ...)
       (let-string-start+end (start1 end1 rest) who s1 arguments
         (let-string-start+end (start2 end2) who s2 rest
           body0 body ...)))))

  ;; A predicate of characters from a character, a set or a predicate.
  (define (criterion who x)
    (cond
      ((procedure? x) x)
      ((char? x) (lambda (c) (char=? c x)))
      ((char-set? x) (lambda (c) (char-set-contains? x c)))
      (else (assertion-violation who "expected a character, char-set or predicate" x))))

  (define (find-forward accept? string start end)
    (let loop ((i start))
      (and (fx<? i end)
           (if (accept? (string-ref string i)) i (loop (fx+ i 1))))))

  (define (find-backward accept? string start end)
    (let loop ((i (fx- end 1)))
      (and (fx>=? i start)
           (if (accept? (string-ref string i)) i (loop (fx- i 1))))))

  (define (opposite accept?) (lambda (c) (not (accept? c))))

  ;; Predicates

  (define (string-every what string . range)
    (let-string-start+end (start end) 'string-every string range
      (let ((accept? (criterion 'string-every what)))
        (or (fx=? start end)
            (let loop ((i start))
              (let ((next (fx+ i 1)))
                (if (fx=? next end)
                    (accept? (string-ref string i))
                    (and (accept? (string-ref string i)) (loop next)))))))))

  (define (string-any what string . range)
    (let-string-start+end (start end) 'string-any string range
      (let ((accept? (criterion 'string-any what)))
        (and (fx<? start end)
             (let loop ((i start))
               (let ((next (fx+ i 1)))
                 (if (fx=? next end)
                     (accept? (string-ref string i))
                     (or (accept? (string-ref string i)) (loop next)))))))))

  ;; Constructors

  (define (string-tabulate f n)
    (let loop ((i 0) (done '()))
      (if (fx=? i n)
          (reverse-list->string done)
          (loop (fx+ i 1) (cons (f i) done)))))

  (define string-join
    (case-lambda
      ((strings) (string-join strings " " 'infix))
      ((strings delimiter) (string-join strings delimiter 'infix))
      ((strings delimiter grammar)
       (define (after strings)
         (fold-right (lambda (s rest) (cons* delimiter s rest)) '() strings))
       (case grammar
         ((infix strict-infix)
          (cond
            ((pair? strings) (string-concatenate (cons (car strings) (after (cdr strings)))))
            ((eq? grammar 'strict-infix)
             (assertion-violation 'string-join "no strings to join with strict-infix"))
            (else "")))
         ((prefix) (string-concatenate (after strings)))
         ((suffix)
          (string-concatenate
            (fold-right (lambda (s rest) (cons* s delimiter rest)) '() strings)))
         (else (assertion-violation 'string-join "unknown grammar" grammar))))))

  ;; Selection

  (define (substring/shared string start . end)
    (apply string-copy string start end))

  (define (check-count who string n)
    (unless (and (string? string) (fixnum? n) (fx<=? 0 n (string-length string)))
      (assertion-violation who "no number of the string's characters" string n)))

  (define (string-take string n)
    (check-count 'string-take string n)
    (substring string 0 n))

  (define (string-drop string n)
    (check-count 'string-drop string n)
    (substring string n (string-length string)))

  (define (string-take-right string n)
    (check-count 'string-take-right string n)
    (substring string (fx- (string-length string) n) (string-length string)))

  (define (string-drop-right string n)
    (check-count 'string-drop-right string n)
    (substring string 0 (fx- (string-length string) n)))

  (define (split-fill arguments default)
    (if (pair? arguments)
        (values (car arguments) (cdr arguments))
        (values default '())))

  (define (string-pad string n . options)
    (let-values (((fill range) (split-fill options #\space)))
      (let-string-start+end (start end) 'string-pad string range
        (let ((length (fx- end start)))
          (if (fx<=? n length)
              (substring string (fx- end n) end)
              (string-append (make-string (fx- n length) fill) (substring string start end)))))))

  (define (string-pad-right string n . options)
    (let-values (((fill range) (split-fill options #\space)))
      (let-string-start+end (start end) 'string-pad-right string range
        (let ((length (fx- end start)))
          (if (fx<=? n length)
              (substring string start (fx+ start n))
              (string-append (substring string start end) (make-string (fx- n length) fill)))))))

  (define (string-trim string . options)
    (let-values (((what range) (split-fill options char-whitespace?)))
      (let-string-start+end (start end) 'string-trim string range
        (let ((i (find-forward (opposite (criterion 'string-trim what)) string start end)))
          (if i (substring string i end) "")))))

  (define (string-trim-right string . options)
    (let-values (((what range) (split-fill options char-whitespace?)))
      (let-string-start+end (start end) 'string-trim-right string range
        (let ((i (find-backward (opposite (criterion 'string-trim-right what))
                                string start end)))
          (if i (substring string start (fx+ i 1)) "")))))

  (define (string-trim-both string . options)
    (let-values (((what range) (split-fill options char-whitespace?)))
      (let-string-start+end (start end) 'string-trim-both string range
        (let* ((keep? (opposite (criterion 'string-trim-both what)))
               (i (find-forward keep? string start end)))
          (if i
              (substring string i (fx+ (find-backward keep? string i end) 1))
              "")))))

  ;; Comparison

  ;; How many characters the ranges have in common at their starts.
  (define (common-prefix same? s1 start1 end1 s2 start2 end2)
    (let ((n (fxmin (fx- end1 start1) (fx- end2 start2))))
      (let loop ((i 0))
        (if (and (fx<? i n)
                 (same? (string-ref s1 (fx+ start1 i)) (string-ref s2 (fx+ start2 i))))
            (loop (fx+ i 1))
            i))))

  (define (common-suffix same? s1 start1 end1 s2 start2 end2)
    (let ((n (fxmin (fx- end1 start1) (fx- end2 start2))))
      (let loop ((i 1))
        (if (and (fx<=? i n)
                 (same? (string-ref s1 (fx- end1 i)) (string-ref s2 (fx- end2 i))))
            (loop (fx+ i 1))
            (fx- i 1)))))

  ;; Calls one of three procedures with the index in S1 of the first difference.
  (define (compare same? less? s1 start1 end1 s2 start2 end2 below equal above)
    (let* ((i (common-prefix same? s1 start1 end1 s2 start2 end2))
           (i1 (fx+ start1 i))
           (i2 (fx+ start2 i)))
      (cond
        ((fx=? i1 end1) (if (fx=? i2 end2) (equal i1) (below i1)))
        ((fx=? i2 end2) (above i1))
        ((less? (string-ref s1 i1) (string-ref s2 i2)) (below i1))
        (else (above i1)))))

  (define (string-compare s1 s2 below equal above . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-compare s1 s2 ranges
      (compare char=? char<? s1 start1 end1 s2 start2 end2 below equal above)))

  (define (string-compare-ci s1 s2 below equal above . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-compare-ci s1 s2 ranges
      (compare char-ci=? char-ci<? s1 start1 end1 s2 start2 end2 below equal above)))

  (define (yes i) i)
  (define (no i) #f)

  (define (true i) #t)

  (define string= (comparison 'string= char=? char<? no true no))
  (define string<> (comparison 'string<> char=? char<? yes no yes))
  (define string< (comparison 'string< char=? char<? yes no no))
  (define string> (comparison 'string> char=? char<? no no yes))
  (define string<= (comparison 'string<= char=? char<? yes yes no))
  (define string>= (comparison 'string>= char=? char<? no yes yes))
  (define string-ci= (comparison 'string-ci= char-ci=? char-ci<? no true no))
  (define string-ci<> (comparison 'string-ci<> char-ci=? char-ci<? yes no yes))
  (define string-ci< (comparison 'string-ci< char-ci=? char-ci<? yes no no))
  (define string-ci> (comparison 'string-ci> char-ci=? char-ci<? no no yes))
  (define string-ci<= (comparison 'string-ci<= char-ci=? char-ci<? yes yes no))
  (define string-ci>= (comparison 'string-ci>= char-ci=? char-ci<? no yes yes))

  (define (comparison who same? less? below equal above)
    (lambda (s1 s2 . ranges)
      (let-ranges (start1 end1 start2 end2) who s1 s2 ranges
        (compare same? less? s1 start1 end1 s2 start2 end2 below equal above))))

  (define (bounded hash bound)
    (if (and bound (not (eqv? bound 0))) (mod hash bound) hash))

  (define (string-hash string . options)
    (let-values (((bound range) (split-fill options #f)))
      (if (null? range)
          (bounded (whole:string-hash string) bound)
          (let-string-start+end (start end) 'string-hash string range
            (bounded (whole:string-hash (substring string start end)) bound)))))

  (define (string-hash-ci string . options)
    (let-values (((bound range) (split-fill options #f)))
      (let-string-start+end (start end) 'string-hash-ci string range
        (bounded (string-ci-hash (substring string start end)) bound))))

  ;; Prefixes and suffixes

  (define (string-prefix-length s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-prefix-length s1 s2 ranges
      (common-prefix char=? s1 start1 end1 s2 start2 end2)))

  (define (string-suffix-length s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-suffix-length s1 s2 ranges
      (common-suffix char=? s1 start1 end1 s2 start2 end2)))

  (define (string-prefix-length-ci s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-prefix-length-ci s1 s2 ranges
      (common-prefix char-ci=? s1 start1 end1 s2 start2 end2)))

  (define (string-suffix-length-ci s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-suffix-length-ci s1 s2 ranges
      (common-suffix char-ci=? s1 start1 end1 s2 start2 end2)))

  (define (string-prefix? s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-prefix? s1 s2 ranges
      (fx=? (fx- end1 start1) (common-prefix char=? s1 start1 end1 s2 start2 end2))))

  (define (string-suffix? s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-suffix? s1 s2 ranges
      (fx=? (fx- end1 start1) (common-suffix char=? s1 start1 end1 s2 start2 end2))))

  (define (string-prefix-ci? s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-prefix-ci? s1 s2 ranges
      (fx=? (fx- end1 start1) (common-prefix char-ci=? s1 start1 end1 s2 start2 end2))))

  (define (string-suffix-ci? s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-suffix-ci? s1 s2 ranges
      (fx=? (fx- end1 start1) (common-suffix char-ci=? s1 start1 end1 s2 start2 end2))))

  ;; Searching

  (define (string-index string what . range)
    (let-string-start+end (start end) 'string-index string range
      (find-forward (criterion 'string-index what) string start end)))

  (define (string-index-right string what . range)
    (let-string-start+end (start end) 'string-index-right string range
      (find-backward (criterion 'string-index-right what) string start end)))

  (define (string-skip string what . range)
    (let-string-start+end (start end) 'string-skip string range
      (find-forward (opposite (criterion 'string-skip what)) string start end)))

  (define (string-skip-right string what . range)
    (let-string-start+end (start end) 'string-skip-right string range
      (find-backward (opposite (criterion 'string-skip-right what)) string start end)))

  (define (string-count string what . range)
    (let-string-start+end (start end) 'string-count string range
      (let ((accept? (criterion 'string-count what)))
        (let loop ((i start) (n 0))
          (if (fx<? i end)
              (loop (fx+ i 1) (if (accept? (string-ref string i)) (fx+ n 1) n))
              n)))))

  (define (folded string start end)
    (string-map char-foldcase string start end))

  (define (string-contains-ci s1 s2 . ranges)
    (let-ranges (start1 end1 start2 end2) 'string-contains-ci s1 s2 ranges
      (let ((i (string-contains (folded s1 start1 end1) (folded s2 start2 end2))))
        (and i (fx+ start1 i)))))

  ;; Case

  (define (string-upcase string . range)
    (let-string-start+end (start end) 'string-upcase string range
      (string-map char-upcase string start end)))

  (define (string-downcase string . range)
    (let-string-start+end (start end) 'string-downcase string range
      (string-map char-downcase string start end)))

  (define (string-upcase! string . range)
    (apply string-map! char-upcase string range))

  (define (string-downcase! string . range)
    (apply string-map! char-downcase string range))

  (define (string-titlecase string . range)
    (let-string-start+end (start end) 'string-titlecase string range
      (let ((copy (substring string start end)))
        (string-titlecase! copy)
        copy)))

  (define (string-titlecase! string . range)
    (let-string-start+end (start end) 'string-titlecase! string range
      (let loop ((i start) (inside? #f))
        (when (fx<? i end)
          (let* ((c (string-ref string i)) (letter? (char-alphabetic? c)))
            (when letter?
              (string-set! string i (if inside? (char-downcase c) (char-titlecase c))))
            (loop (fx+ i 1) letter?))))))

  ;; Reversal and concatenation

  (define (string-reverse! string . range)
    (let-string-start+end (start end) 'string-reverse! string range
      (let loop ((i start) (j (fx- end 1)))
        (when (fx<? i j)
          (let ((c (string-ref string i)))
            (string-set! string i (string-ref string j))
            (string-set! string j c)
            (loop (fx+ i 1) (fx- j 1)))))))

  (define (string-append/shared . strings) (string-concatenate strings))
  (define (string-concatenate/shared strings) (string-concatenate strings))

  (define string-concatenate-reverse
    (case-lambda
      ((strings) (string-concatenate (reverse strings)))
      ((strings final) (string-concatenate (append-reverse strings (list final))))
      ((strings final end)
       (string-concatenate-reverse strings (substring final 0 end)))))

  (define (string-concatenate-reverse/shared strings . final)
    (apply string-concatenate-reverse strings final))

  ;; Mapping and folding

  (define (string-map f string . range)
    (let-string-start+end (start end) 'string-map string range
      (let loop ((i start) (done '()))
        (if (fx<? i end)
            (loop (fx+ i 1) (cons (f (string-ref string i)) done))
            (reverse-list->string done)))))

  (define (string-map! f string . range)
    (let-string-start+end (start end) 'string-map! string range
      (let loop ((i start))
        (when (fx<? i end)
          (string-set! string i (f (string-ref string i)))
          (loop (fx+ i 1))))))

  (define (string-fold combine nil string . range)
    (let-string-start+end (start end) 'string-fold string range
      (let loop ((i start) (value nil))
        (if (fx<? i end)
            (loop (fx+ i 1) (combine (string-ref string i) value))
            value))))

  (define (string-fold-right combine nil string . range)
    (let-string-start+end (start end) 'string-fold-right string range
      (let loop ((i end) (value nil))
        (if (fx>? i start)
            (loop (fx- i 1) (combine (string-ref string (fx- i 1)) value))
            value))))

  (define string-unfold
    (case-lambda
      ((stop? f next seed) (string-unfold stop? f next seed "" (lambda (x) "")))
      ((stop? f next seed base) (string-unfold stop? f next seed base (lambda (x) "")))
      ((stop? f next seed base final)
       (let loop ((seed seed) (chars '()))
         (if (stop? seed)
             (string-append base (reverse-list->string chars) (final seed))
             (loop (next seed) (cons (f seed) chars)))))))

  (define string-unfold-right
    (case-lambda
      ((stop? f next seed) (string-unfold-right stop? f next seed "" (lambda (x) "")))
      ((stop? f next seed base)
       (string-unfold-right stop? f next seed base (lambda (x) "")))
      ((stop? f next seed base final)
       (let loop ((seed seed) (chars '()))
         (if (stop? seed)
             (string-append (final seed) (list->string chars) base)
             (loop (next seed) (cons (f seed) chars)))))))

  (define (string-for-each f string . range)
    (let-string-start+end (start end) 'string-for-each string range
      (let loop ((i start))
        (when (fx<? i end)
          (f (string-ref string i))
          (loop (fx+ i 1))))))

  (define (string-for-each-index f string . range)
    (let-string-start+end (start end) 'string-for-each-index string range
      (let loop ((i start))
        (when (fx<? i end)
          (f i)
          (loop (fx+ i 1))))))

  ;; Replication

  (define (xsubstring string from . options)
    (let-values (((to range)
                  (if (and (pair? options) (car options))
                      (values (car options) (cdr options))
                      (values #f (if (pair? options) (cdr options) '())))))
      (let-string-start+end (start end) 'xsubstring string range
        (let* ((length (fx- end start)) (to (or to (fx+ from length))))
          (unless (and (fixnum? from) (fixnum? to) (fx<=? from to)
                       (or (fx<? 0 length) (fx=? from to)))
            (assertion-violation 'xsubstring "no characters to repeat" string from to))
          (let ((result (make-string (fx- to from))))
            (let loop ((i from))
              (when (fx<? i to)
                (string-set! result (fx- i from)
                  (string-ref string (fx+ start (fxmod i length))))
                (loop (fx+ i 1))))
            result)))))

  (define (string-xcopy! target at string from . options)
    (string-copy! target at (apply xsubstring string from options)))

  ;; Insertion, parsing, filtering

  (define (string-replace s1 s2 start1 end1 . range)
    (check-substring-spec 'string-replace s1 start1 end1)
    (let-string-start+end (start2 end2) 'string-replace s2 range
      (string-append
        (substring s1 0 start1)
        (substring s2 start2 end2)
        (substring s1 end1 (string-length s1)))))

  ;; The criterion may come before or after the string, as both orders were published.
  (define (select who keep? a b range)
    (let-values (((string accept?)
                  (if (string? a)
                      (values a (keep? (criterion who b)))
                      (values b (keep? (criterion who a))))))
      (let-string-start+end (start end) who string range
        (let loop ((i start) (kept '()))
          (if (fx<? i end)
              (let ((c (string-ref string i)))
                (loop (fx+ i 1) (if (accept? c) (cons c kept) kept)))
              (reverse-list->string kept))))))

  (define (string-filter what string . range)
    (select 'string-filter (lambda (accept?) accept?) what string range))

  (define (string-delete what string . range)
    (select 'string-delete opposite what string range))

  (define (graphic? c)
    (case (char-general-category c)
      ((Lu Ll Lt Lm Lo Nd Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So) #t)
      (else #f)))

  (define (string-tokenize string . options)
    (let-values (((what range) (split-fill options graphic?)))
      (let-string-start+end (start end) 'string-tokenize string range
        (let* ((accept? (criterion 'string-tokenize what)) (reject? (opposite accept?)))
          (let loop ((from start) (tokens '()))
            (let ((first (find-forward accept? string from end)))
              (if first
                  (let ((after (or (find-forward reject? string first end) end)))
                    (loop after (cons (substring string first after) tokens)))
                  (reverse tokens))))))))

  ;; The algorithm of Knuth, Morris and Pratt

  ;; At I: where to go on in the pattern if its character I does not match, or -1 for a new start
  ;; after the character of the text.
  (define (make-kmp-restart-vector pattern . options)
    (let-values (((same? range) (split-fill options char=?)))
      (let-string-start+end (start end) 'make-kmp-restart-vector pattern range
        (let* ((n (fx- end start)) (restart (make-vector n -1)))
          (let loop ((i 1) (k 0))
            (when (fx<? i n)
              ;; K characters before I match the start of the pattern.
              (let ((c (string-ref pattern (fx+ start i))))
                (vector-set! restart i
                  (if (same? c (string-ref pattern (fx+ start k)))
                      (vector-ref restart k)
                      k))
                (let next ((k k))
                  (cond
                    ((fx=? k -1) (loop (fx+ i 1) 0))
                    ((same? c (string-ref pattern (fx+ start k))) (loop (fx+ i 1) (fx+ k 1)))
                    (else (next (vector-ref restart k))))))))
          restart))))

  (define (kmp-step pattern restart c i same? start)
    (let loop ((i i))
      (if (same? c (string-ref pattern (fx+ start i)))
          (fx+ i 1)
          (let ((i (vector-ref restart i)))
            (if (fx=? i -1) 0 (loop i))))))

  ;; Where in the text the match ended, as -index, or how much of the pattern matches so far.
  (define (string-kmp-partial-search pattern restart string i . options)
    (let*-values (((same? rest) (split-fill options char=?))
                  ((start rest) (split-fill rest 0)))
      (let-string-start+end (s-start s-end) 'string-kmp-partial-search string rest
        (let ((n (vector-length restart)))
          (let loop ((at s-start) (i i))
            (cond
              ((fx=? i n) (fx- at))
              ((fx=? at s-end) i)
              (else
                (loop (fx+ at 1)
                      (kmp-step pattern restart (string-ref string at) i same? start))))))))))
