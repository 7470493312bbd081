;;; (sxml simple): XML as lists and back.

(library (sxml simple)
  (export sxml->xml sxml->string xml->sxml)
  (import (guile) (only (srfi :1) fold remove find))

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

  ;; The texts of a tree, those of attributes included, one after the other.
  (define (sxml->string tree)
    (cond
      ((string? tree) tree)
      ((not (pair? tree)) "")
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

  ;; What a reference stands for, after its ampersand; #f if its name is not one of XML's.
  (define (standard-text name)
    (cond
      ((assoc name '(("lt" . "<") ("gt" . ">") ("amp" . "&") ("quot" . "\"") ("apos" . "'")))
       => cdr)
      ((string-prefix? "#x" name)
       (string (integer->char (string->number (substring name 2) 16))))
      ((string-prefix? "#" name)
       (string (integer->char (string->number (substring name 1)))))
      (else #f)))

  (define (read-reference port)
    (let ((name (read-until port ";")))
      (or (standard-text name) (fail "unknown entity" name))))

  ;; The items that a reference in the content stands for. Entities of the program's are XML.
  (define (referred port options scope)
    (let* ((name (read-until port ";"))
           (text (standard-text name))
           (entity (assq (string->symbol name) (options-entities options)))
           (handler (options-handler options)))
      (cond
        (text (list text))
        (entity
         (cdr (call-with-input-string (cdr entity)
                (lambda (inner) (read-content inner options scope)))))
        (handler (list (handler port (string->symbol name))))
        (else (fail "unknown entity" name)))))

  (define-record-type options
    (make-options trim? namespaces entities handler)
    options?
    (trim? options-trim?)
    (namespaces options-namespaces)
    (entities options-entities)
    (handler options-handler))

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
        (let ((name (read-name port)))
          (skip-space port)
          (expect port "=")
          (skip-space port)
          (let ((value (read-value port)))
            (cons (cons name value) (read-attributes port))))
        '()))

  ;; Namespaces: a scope says what is written for a prefix, the prefix that the program has chosen
  ;; or else the address. The empty prefix is that of elements without one.

  (define (written-prefix address options)
    (let ((chosen (find (lambda (each) (equal? (cdr each) address)) (options-namespaces options))))
      (cond
        (chosen (symbol->string (car chosen)))
        ((string-null? address) #f)
        (else address))))

  (define (declared attributes options scope)
    (fold (lambda (attribute scope)
            (let ((name (car attribute)))
              (cond
                ((equal? name "xmlns")
                 (acons "" (written-prefix (cdr attribute) options) scope))
                ((string-prefix? "xmlns:" name)
                 (acons (substring name 6) (written-prefix (cdr attribute) options) scope))
                (else scope))))
          scope attributes))

  (define (prefixed prefix name)
    (string->symbol (if prefix (string-append prefix ":" name) name)))

  (define (resolve name scope default?)
    (let ((colon (string-index name #\:)))
      (if colon
          (let ((known (assoc (substring name 0 colon) scope)))
            (if known
                (prefixed (cdr known) (substring name (+ colon 1)))
                (fail "undeclared namespace prefix" name)))
          (prefixed (and default? (assoc-ref scope "")) name))))

  (define (declaration? attribute)
    (or (equal? (car attribute) "xmlns") (string-prefix? "xmlns:" (car attribute))))

  (define (add-text text items trim?)
    (cond
      ((string-null? text) items)
      ((and trim? (string-every char-whitespace? text)) items)
      (else (cons text items))))

  ;; What stands inside of an element, up to its end tag, whose name is returned first.
  (define (read-content port options scope)
    (define trim? (options-trim? options))
    (let loop ((items '()) (text ""))
      (let ((c (read-char port)))
        (cond
          ((eof-object? c) (cons #f (reverse (add-text text items trim?))))
          ((char=? c #\&)
           (let ((found (referred port options scope)))
             (if (and (pair? found) (string? (car found)) (null? (cdr found)))
                 (loop items (string-append text (car found)))
                 (loop (append (reverse found) (add-text text items trim?)) ""))))
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
              (loop (cons (read-element port options scope) (add-text text items trim?)) ""))))))))

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

  (define (read-element port options outer)
    ;; Guile has the attributes latest first.
    (let* ((written (read-name port))
           (all (read-attributes port))
           (scope (declared all options outer))
           (name (resolve written scope #t))
           (attributes
             (map (lambda (attribute) (list (resolve (car attribute) scope #f) (cdr attribute)))
                  (remove declaration? all)))
           (head (if (null? attributes)
                     (list name)
                     (list name (cons '@ (reverse attributes))))))
      (skip-space port)
      (if (eqv? #\/ (peek-char port))
          (begin (expect port "/>") head)
          (begin
            (expect port ">")
            (let ((content (read-content port options scope)))
              (unless (equal? written (car content))
                (fail "end tag does not match" written (car content)))
              (append head (cdr content)))))))

  (define* (xml->sxml #:optional (source (current-input-port)) #:key (namespaces '())
                      (declare-namespaces? #t) (trim-whitespace? #f) (entities '())
                      (default-entity-handler #f) (doctype-handler #f))
    (let* ((port (if (string? source) (open-input-string source) source))
           (options (make-options trim-whitespace? namespaces entities default-entity-handler))
           (declared (if declare-namespaces?
                         (map (lambda (each) (symbol->string (car each))) namespaces)
                         '()))
           (content (read-content port options
                      (map (lambda (prefix) (cons prefix prefix)) (cons "xml" declared)))))
      (when (car content) (fail "end tag without a start" (car content)))
      (cons '*TOP*
        (filter (lambda (item) (not (string? item))) (cdr content))))))
