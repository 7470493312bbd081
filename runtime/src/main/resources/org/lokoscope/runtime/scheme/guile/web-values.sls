;;; The kinds of values that header fields of HTTP have: how each is read from text, which data are
;;; such values, and how they are written. RFC 9110 and Guile's manual say what they are.

(library (guile web-values)
  (export kind kind? kind-parse kind-valid? kind-write bad-header bad-component
          split-items split-at-first scheme-and-rest unquoted parse-uint write-joined write-quoted write-value
          opaque uint uri-reference location symbols method-list string-list key-values parameters
          coding-list media-type accept-list quality-list etag etag-list host credentials
          challenges content-range byte-ranges)
  (import (guile) (only (web uri) uri-reference? string->uri-reference uri->string)
          (only (lokoscope private builtins) %find-char))

  (define-record-type <kind>
    (kind parse valid? write)
    kind?
    (parse kind-parse)
    (valid? kind-valid?)
    (write kind-write))

  ;; The name of the header is added by whoever knows it.
  (define (bad-header text) (throw 'bad-header #f text))
  (define (bad-component what text) (throw 'bad-header-component what text))

  ;; Texts

  (define white (string->char-set " \t"))
  (define digits (string->char-set "0123456789"))

  (define (trim text) (string-trim-both text white))

  ;; The parts between separators that do not stand in quotes, without white space around them.
  ;; Empty ones are left out.
  (define (split-items text separator)
    (let ((n (string-length text)))
      (let loop ((i 0) (start 0) (quoted? #f) (parts '()))
        (define (with-part) (add-part (trim (substring text start i)) parts))
        (cond
          ((= i n) (reverse (with-part)))
          ((and quoted? (char=? (string-ref text i) #\\) (< (+ i 1) n))
           (loop (+ i 2) start #t parts))
          ((char=? (string-ref text i) #\") (loop (+ i 1) start (not quoted?) parts))
          ((and (not quoted?) (char=? (string-ref text i) separator))
           (loop (+ i 1) (+ i 1) #f (with-part)))
          (else (loop (+ i 1) start quoted? parts))))))

  (define (add-part part parts) (if (string-null? part) parts (cons part parts)))

  ;; Calls F with what stands before the first such character and behind it, which is #f if there
  ;; is none.
  (define (split-at-first text c f)
    (let ((i (%find-char text c)))
      (if i
          (f (substring text 0 i) (substring text (+ i 1)))
          (f text #f))))

  ;; A quoted string without its quotes.
  (define (unquoted text)
    (if (and (> (string-length text) 1) (string-prefix? "\"" text) (string-suffix? "\"" text))
        (unescaped (substring text 1 (- (string-length text) 1)))
        text))

  (define (unescaped text)
    (if (string-index text #\\)
        (let loop ((chars (string->list text)) (done '()))
          (cond
            ((null? chars) (list->string (reverse done)))
            ((and (char=? (car chars) #\\) (pair? (cdr chars)))
             (loop (cddr chars) (cons (cadr chars) done)))
            (else (loop (cdr chars) (cons (car chars) done)))))
        text))

  (define must-be-quoted (string->char-set " \t,;\"\\()<>"))

  (define (write-quoted text port)
    (write-char #\" port)
    (string-for-each
      (lambda (c)
        (when (memv c '(#\" #\\)) (write-char #\\ port))
        (write-char c port))
      text)
    (write-char #\" port))

  (define (write-value x port)
    (cond
      ((not (string? x)) (display x port))
      ((or (string-null? x) (string-any must-be-quoted x)) (write-quoted x port))
      (else (display x port))))

  (define (write-joined write-item separator items port)
    (let loop ((items items) (first? #t))
      (unless (null? items)
        (unless first? (display separator port))
        (write-item (car items) port)
        (loop (cdr items) #f))))

  (define (list-of? valid?) (lambda (x) (and (list? x) (and-map valid? x))))

  ;; Texts and numbers

  (define opaque (kind identity string? display))

  (define (natural? x) (and (integer? x) (exact? x) (not (negative? x))))

  (define* (parse-uint text #:optional (whole text))
    (if (and (not (string-null? text)) (string-every digits text))
        (string->number text)
        (bad-component 'non-negative-integer whole)))

  (define uint (kind parse-uint natural? display))

  (define uri-reference
    (kind (lambda (text) (or (string->uri-reference text) (bad-header text)))
          uri-reference?
          (lambda (uri port) (display (uri->string uri #:include-fragment? #f) port))))

  ;; The only one whose fragment counts.
  (define location
    (kind (kind-parse uri-reference)
          uri-reference?
          (lambda (uri port) (display (uri->string uri) port))))

  ;; Lists of words. RENAME makes the symbol of a word, TEXT the word of a symbol.
  (define (symbols rename text)
    (kind (lambda (all) (map rename (split-items all #\,)))
          (list-of? symbol?)
          (lambda (items port)
            (write-joined (lambda (item port) (display (text item) port)) ", " items port))))

  (define method-list (symbols string->symbol symbol->string))

  (define string-list
    (kind (lambda (text) (split-items text #\,))
          (list-of? string?)
          (lambda (items port) (write-joined display ", " items port))))

  ;; Keys with values or without. PARSE gets the key and the text of its value, or #f.

  (define (parse-pair text parse)
    (split-at-first text #\=
      (lambda (key value)
        (let* ((key (string->symbol (trim key)))
               (value (parse key (and value (unquoted (trim value))))))
          (if value (cons key value) key)))))

  (define (pair-valid? x)
    (or (symbol? x) (and (pair? x) (symbol? (car x)))))

  (define (write-pair write-value)
    (lambda (item port)
      (cond
        ((pair? item)
         (display (car item) port)
         (when (cdr item)
           (write-char #\= port)
           (write-value (car item) (cdr item) port)))
        (else (display item port)))))

  (define* (key-values #:optional (parse (lambda (key value) value))
                       (write (lambda (key value port) (write-value value port))))
    (kind (lambda (text)
            (map (lambda (item) (parse-pair item parse)) (split-items text #\,)))
          (list-of? pair-valid?)
          (lambda (items port) (write-joined (write-pair write) ", " items port))))

  ;; A word with parameters: foo;bar=baz.

  (define (parse-parameters text parse)
    (map (lambda (item) (parse-pair item parse)) (split-items text #\;)))

  (define (as-it-is key value) value)

  (define (write-parameter key value port)
    (if (and (eq? key 'q) (number? value)) (write-quality value port) (write-value value port)))

  (define (write-parameters items port)
    (write-joined (write-pair write-parameter) ";" items port))

  (define (parameters? x)
    (and (pair? x) (symbol? (car x)) ((list-of? pair-valid?) (cdr x))))

  (define parameters
    (kind (lambda (text) (parse-parameters text as-it-is)) parameters? write-parameters))

  (define coding-list
    (kind (lambda (text)
            (map (lambda (item) (parse-parameters item as-it-is)) (split-items text #\,)))
          (list-of? parameters?)
          (lambda (items port) (write-joined write-parameters "," items port))))

  ;; Types of media

  (define (type-of text)
    (let ((slash (string-index text #\/)))
      (if (and slash (> slash 0) (< (+ slash 1) (string-length text))
               (not (string-index text #\/ (+ slash 1))))
          (string->symbol text)
          (bad-component 'media-type text))))

  ;; Each value of the parameters stays as it stands there.
  (define (parse-media-type text)
    (let ((parts (map trim (string-split text #\;))))
      (cons (type-of (car parts))
            (map (lambda (part)
                   (split-at-first part #\=
                     (lambda (key value)
                       (unless value (bad-header text))
                       (cons (string->symbol (trim key)) (trim value)))))
                 (cdr parts)))))

  (define (string-parameter? x) (and (pair? x) (symbol? (car x)) (string? (cdr x))))

  (define (media-type? x)
    (and (pair? x) (symbol? (car x)) ((list-of? string-parameter?) (cdr x))))

  (define media-type
    (kind parse-media-type media-type?
      (lambda (type port)
        (display (car type) port)
        (for-each
          (lambda (parameter)
            (write-char #\; port)
            (display (car parameter) port)
            (write-char #\= port)
            (display (cdr parameter) port))
          (cdr type)))))

  (define accept-list
    (kind (lambda (text)
            (map (lambda (item)
                   (let ((parts (parse-parameters item
                                  (lambda (key value)
                                    (if (eq? key 'q) (parse-quality (or value "")) value)))))
                     (cons (type-of (symbol->string (car parts))) (cdr parts))))
                 (split-items text #\,)))
          (list-of? parameters?)
          (lambda (items port) (write-joined write-parameters "," items port))))

  ;; Qualities: thousandths.

  (define (parse-quality text)
    (let ((value (and (<= 1 (string-length text) 5)
                      (memv (string-ref text 0) '(#\0 #\1))
                      (or (= (string-length text) 1) (char=? #\. (string-ref text 1)))
                      (string->number (string-append "#e" text)))))
      (if (and value (<= 0 value 1))
          (* 1000 value)
          (bad-component 'quality (string-append "q=" text)))))

  (define (write-quality quality port)
    (display (quotient quality 1000) port)
    (write-char #\. port)
    (display (string-pad (number->string (modulo quality 1000)) 3 #\0) port))

  (define (quality? x) (and (natural? x) (<= x 1000)))

  (define (parse-quality-item text)
    (let ((parts (split-items text #\;)))
      (cons (if (null? (cdr parts))
                1000
                (split-at-first (cadr parts) #\=
                  (lambda (key value)
                    (if (and value (string-ci=? (trim key) "q"))
                        (parse-quality (trim value))
                        (bad-component 'quality (cadr parts))))))
            (car parts))))

  (define quality-list
    (kind (lambda (text) (map parse-quality-item (split-items text #\,)))
          (list-of? (lambda (x) (and (pair? x) (quality? (car x)) (string? (cdr x)))))
          (lambda (items port)
            (write-joined
              (lambda (item port)
                (display (cdr item) port)
                (unless (= (car item) 1000)
                  (display ";q=" port)
                  (write-quality (car item) port)))
              "," items port))))

  ;; Entity tags

  (define (parse-etag text)
    (if (string-prefix? "W/" text)
        (cons (unquoted (substring text 2)) #f)
        (cons (unquoted text) #t)))

  (define (etag? x) (and (pair? x) (string? (car x)) (boolean? (cdr x))))

  (define (write-etag tag port)
    (unless (cdr tag) (display "W/" port))
    (write-quoted (car tag) port))

  (define etag (kind parse-etag etag? write-etag))

  (define etag-list
    (kind (lambda (text)
            (if (string=? text "*") '* (map parse-etag (split-items text #\,))))
          (lambda (x) (or (eq? x '*) ((list-of? etag?) x)))
          (lambda (x port)
            (if (eq? x '*) (display "*" port) (write-joined write-etag ", " x port)))))

  ;; Hosts

  (define (parse-host text)
    (let* ((bracket (and (string-prefix? "[" text) (string-index text #\])))
           (colon (if bracket (string-index text #\: bracket) (%find-char text #\:))))
      (cons (if bracket (substring text 1 bracket) (substring text 0 (or colon (string-length text))))
            (and colon (parse-uint (substring text (+ colon 1)) text)))))

  (define host
    (kind parse-host
          (lambda (x) (and (pair? x) (string? (car x)) (or (not (cdr x)) (natural? (cdr x)))))
          (lambda (x port)
            (if (%find-char (car x) #\:)
                (begin (write-char #\[ port) (display (car x) port) (write-char #\] port))
                (display (car x) port))
            (when (cdr x)
              (write-char #\: port)
              (display (cdr x) port)))))

  ;; Credentials and challenges: a scheme and what belongs to it.

  (define (scheme-and-rest text)
    (let* ((space (or (string-index text white) (string-length text))))
      (cons (string->symbol (string-downcase (substring text 0 space)))
            (trim (substring text space)))))

  (define (pairs-of text)
    (map (lambda (item) (parse-pair item as-it-is)) (split-items text #\,)))

  (define (write-scheme x port)
    (display (car x) port)
    (write-char #\space port)
    (if (string? (cdr x))
        (display (cdr x) port)
        (write-joined
          (write-pair (lambda (key value port) (write-value value port)))
          ", " (cdr x) port)))

  (define (scheme? x)
    (and (pair? x) (symbol? (car x)) (or (string? (cdr x)) ((list-of? pair-valid?) (cdr x)))))

  (define credentials
    (kind (lambda (text)
            (let ((parts (scheme-and-rest text)))
              (if (eq? (car parts) 'basic)
                  parts
                  (cons (car parts) (pairs-of (cdr parts))))))
          scheme? write-scheme))

  ;; A part with a space before its sign of equality begins a new challenge.
  (define (starts-challenge? part)
    (let ((space (string-index part white)) (equal (string-index part #\=)))
      (if space (or (not equal) (< space equal)) (not equal))))

  (define (parse-challenges text)
    (let loop ((parts (split-items text #\,)) (done '()))
      (cond
        ((null? parts) (map (lambda (x) (cons (car x) (reverse (cdr x)))) (reverse done)))
        ((starts-challenge? (car parts))
         (let ((new (scheme-and-rest (car parts))))
           (loop (cdr parts) (cons (cons (car new) (pairs-of (cdr new))) done))))
        ((null? done) (bad-header text))
        (else
         (loop (cdr parts)
               (cons (cons (caar done) (cons (parse-pair (car parts) as-it-is) (cdar done)))
                     (cdr done)))))))

  (define challenges
    (kind parse-challenges (list-of? scheme?)
          (lambda (items port) (write-joined write-scheme ", " items port))))

  ;; Ranges of bytes

  (define (parse-range text whole)
    (split-at-first text #\-
      (lambda (from to)
        (unless to (bad-header whole))
        (let ((from (trim from)) (to (trim to)))
          (when (and (string-null? from) (string-null? to)) (bad-header whole))
          (cons (and (not (string-null? from)) (parse-uint from))
                (and (not (string-null? to)) (parse-uint to)))))))

  (define (write-range range port)
    (when (car range) (display (car range) port))
    (write-char #\- port)
    (when (cdr range) (display (cdr range) port)))

  (define (range? x)
    (and (pair? x)
         (or (not (car x)) (natural? (car x)))
         (or (not (cdr x)) (natural? (cdr x)))
         (or (car x) (cdr x) #f)))

  (define byte-ranges
    (kind (lambda (text)
            (unless (string-prefix? "bytes=" text) (bad-header text))
            (cons 'bytes
                  (map (lambda (item) (parse-range item text))
                       (split-items (substring text 6) #\,))))
          (lambda (x)
            (and (pair? x) (symbol? (car x)) (pair? (cdr x)) ((list-of? range?) (cdr x)) #t))
          (lambda (x port)
            (display (car x) port)
            (write-char #\= port)
            (write-joined write-range "," (cdr x) port))))

  (define (parse-content-range text)
    (let* ((parts (scheme-and-rest text)))
      (split-at-first (cdr parts) #\/
        (lambda (range size)
          (unless size (bad-header text))
          (list (car parts)
                (if (string=? range "*") '* (parse-range range text))
                (if (string=? size "*") '* (parse-uint size)))))))

  (define content-range
    (kind parse-content-range
          (lambda (x)
            (and (list? x) (= (length x) 3) (symbol? (car x))
                 (or (eq? (cadr x) '*) (and (range? (cadr x)) #t))
                 (or (eq? (caddr x) '*) (natural? (caddr x)))))
          (lambda (x port)
            (display (car x) port)
            (write-char #\space port)
            (if (eq? (cadr x) '*) (display "*" port) (write-range (cadr x) port))
            (write-char #\/ port)
            (display (caddr x) port)))))
