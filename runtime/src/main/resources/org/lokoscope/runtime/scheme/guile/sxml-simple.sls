;;; (sxml simple): XML as lists and back.

(library (sxml simple)
  (export sxml->xml sxml->string xml->sxml)
  (import (guile))

  ;; Writing

  (define (escaped text special port)
    (string-for-each
      (lambda (c)
        (let ((name (assv c special)))
          (if name (display (cdr name) port) (write-char c port))))
      text))

  (define in-text '((#\< . "&lt;") (#\> . "&gt;") (#\& . "&amp;")))
  (define in-attribute (cons '(#\" . "&quot;") in-text))

  (define (text-of x)
    (call-with-output-string (lambda (port) (display x port))))

  (define (write-attribute attribute port)
    (display " " port)
    (display (car attribute) port)
    (display "=\"" port)
    (for-each (lambda (part) (escaped (text-of part) in-attribute port)) (cdr attribute))
    (display "\"" port))

  (define* (sxml->xml tree #:optional (port (current-output-port)))
    (cond
      ((null? tree) *unspecified*)
      ((not (pair? tree))
       (cond
         ((procedure? tree) (with-output-to-port port tree))
         ((or (eq? tree *unspecified*) (boolean? tree)) *unspecified*)
         (else (escaped (text-of tree) in-text port))))
      ((not (symbol? (car tree))) (for-each (lambda (part) (sxml->xml part port)) tree))
      (else
       (case (car tree)
         ((*TOP*) (sxml->xml (cdr tree) port))
         ((*ENTITY*) (display "&" port) (display (cadr tree) port) (display ";" port))
         ((*PI*)
          (display "<?" port)
          (display (cadr tree) port)
          (for-each (lambda (part) (display " " port) (display part port)) (cddr tree))
          (display "?>" port))
         (else (write-element (car tree) (cdr tree) port))))))

  (define (write-element tag rest port)
    (let* ((attributes (if (and (pair? rest) (pair? (car rest)) (eq? '@ (caar rest)))
                           (cdar rest)
                           '()))
           (content (if (null? attributes) rest (cdr rest))))
      (display "<" port)
      (display tag port)
      (for-each
        (lambda (attribute) (when (pair? attribute) (write-attribute attribute port)))
        attributes)
      (if (null? content)
          (display " />" port)
          (begin
            (display ">" port)
            (for-each (lambda (part) (sxml->xml part port)) content)
            (display "</" port)
            (display tag port)
            (display ">" port)))))

  ;; The texts of a tree, one after the other.
  (define (sxml->string tree)
    (cond
      ((string? tree) tree)
      ((not (pair? tree)) "")
      ((eq? '@ (car tree)) "")
      (else
       (string-concatenate
         (map sxml->string (if (symbol? (car tree)) (cdr tree) tree))))))

  ;; Reading: a parser looks at the characters of a port, one ahead.

  (define (fail message . what)
    (throw 'parser-error #f message what))

  (define (space? c) (and (char? c) (memv c '(#\space #\newline #\tab #\return)) #t))

  (define (skip-space port)
    (when (space? (peek-char port))
      (read-char port)
      (skip-space port)))

  (define (expect port text)
    (string-for-each
      (lambda (c) (unless (eqv? c (read-char port)) (fail "expected" text)))
      text))

  ;; Everything up to a text, which is taken, too.
  (define (read-until port end)
    (let loop ((text ""))
      (if (string-suffix? end text)
          (substring text 0 (- (string-length text) (string-length end)))
          (let ((c (read-char port)))
            (if (eof-object? c)
                (fail "end of input before" end)
                (loop (string-append text (string c))))))))

  (define (name-char? c)
    (and (char? c)
         (or (char-alphabetic? c) (char-numeric? c) (memv c '(#\- #\_ #\. #\:)))))

  (define (read-name port)
    (let loop ((chars '()))
      (cond
        ((name-char? (peek-char port)) (loop (cons (read-char port) chars)))
        ((null? chars) (fail "expected a name" (peek-char port)))
        (else (list->string (reverse chars))))))

  ;; The text of a reference, after its ampersand.
  (define (read-reference port)
    (let ((name (read-until port ";")))
      (cond
        ((assoc name '(("lt" . "<") ("gt" . ">") ("amp" . "&") ("quot" . "\"") ("apos" . "'")))
         => cdr)
        ((string-prefix? "#x" name)
         (string (integer->char (string->number (substring name 2) 16))))
        ((string-prefix? "#" name)
         (string (integer->char (string->number (substring name 1)))))
        (else (fail "unknown entity" name)))))

  (define (read-value port)
    (let ((mark (read-char port)))
      (unless (memv mark '(#\" #\')) (fail "expected a quoted value" mark))
      (let loop ((parts '()))
        (let ((c (read-char port)))
          (cond
            ((eof-object? c) (fail "end of input in a value"))
            ((char=? c mark) (string-concatenate (reverse parts)))
            ((char=? c #\&) (loop (cons (read-reference port) parts)))
            (else (loop (cons (string c) parts))))))))

  (define (read-attributes port)
    (skip-space port)
    (if (name-char? (peek-char port))
        (let ((name (string->symbol (read-name port))))
          (skip-space port)
          (expect port "=")
          (skip-space port)
          (let ((value (read-value port)))
            (cons (list name value) (read-attributes port))))
        '()))

  (define (add-text text items trim?)
    (cond
      ((string-null? text) items)
      ((and trim? (string-every char-whitespace? text)) items)
      (else (cons text items))))

  ;; What stands inside of an element, up to its end tag, whose name is returned first.
  (define (read-content port trim?)
    (let loop ((items '()) (text ""))
      (let ((c (read-char port)))
        (cond
          ((eof-object? c) (cons #f (reverse (add-text text items trim?))))
          ((char=? c #\&) (loop items (string-append text (read-reference port))))
          ((not (char=? c #\<)) (loop items (string-append text (string c))))
          (else
           (case (peek-char port)
             ((#\/)
              (read-char port)
              (let ((name (read-name port)))
                (skip-space port)
                (expect port ">")
                (cons name (reverse (add-text text items trim?)))))
             ((#\?)
              (read-char port)
              (loop (cons (read-instruction port) (add-text text items trim?)) ""))
             ((#\!)
              (read-char port)
              (loop items (string-append text (read-declaration port))))
             (else
              (loop (cons (read-element port trim?) (add-text text items trim?)) ""))))))))

  (define (read-instruction port)
    (let ((name (string->symbol (read-name port))))
      (skip-space port)
      (list '*PI* name (read-until port "?>"))))

  ;; The text of a section of characters; comments and types of documents have none.
  (define (read-declaration port)
    (case (peek-char port)
      ((#\-) (expect port "--") (read-until port "-->") "")
      ((#\[) (expect port "[CDATA[") (read-until port "]]>"))
      (else (read-until port ">") "")))

  (define (read-element port trim?)
    ;; Guile has the attributes latest first.
    (let* ((name (read-name port))
           (attributes (read-attributes port))
           (head (if (null? attributes)
                     (list (string->symbol name))
                     (list (string->symbol name) (cons '@ (reverse attributes))))))
      (skip-space port)
      (if (eqv? #\/ (peek-char port))
          (begin (expect port "/>") head)
          (begin
            (expect port ">")
            (let ((content (read-content port trim?)))
              (unless (equal? name (car content))
                (fail "end tag does not match" name (car content)))
              (append head (cdr content)))))))

  (define* (xml->sxml #:optional (source (current-input-port)) #:key (namespaces '())
                      (declare-namespaces? #t) (trim-whitespace? #f) (entities '())
                      (default-entity-handler #f) (doctype-handler #f))
    (let* ((port (if (string? source) (open-input-string source) source))
           (content (read-content port trim-whitespace?)))
      (when (car content) (fail "end tag without a start" (car content)))
      (cons '*TOP*
        (filter (lambda (item) (not (string? item))) (cdr content))))))
