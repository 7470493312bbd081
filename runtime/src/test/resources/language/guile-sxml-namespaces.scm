;; Namespaces and entities of XML, and the texts of a tree.
(use-modules (sxml simple))

(define-syntax show
  (syntax-rules ()
    ((_ expression)
     (begin
       (write (catch #t (lambda () expression) (lambda (key . rest) (list 'error key))))
       (newline)))))

(define mine '((my . "http://my.example/")))

(show (sxml->string '(a (@ (href "x") (b "y")) "text" (c "d" 5))))
(show (xml->sxml "<a xmlns='http://my.example/'>text</a>"))
(show (xml->sxml "<a xmlns='http://my.example/'>text</a>" #:namespaces mine))
(show (xml->sxml "<a xmlns:p='http://my.example/'><p:b q='1' p:z='2'/></a>" #:namespaces mine))
(show (xml->sxml "<a xmlns:p='http://my.example/'><p:b/></a>"))
(show (xml->sxml "<a><my:b/></a>" #:namespaces mine))
(show (xml->sxml "<a><my:b/></a>" #:namespaces mine #:declare-namespaces? #f))
(show (xml->sxml "<a xml:lang='en'/>"))
(show (xml->sxml "<x xmlns='u1'><y xmlns=''/><z a='1'/></x>"))
(show (xml->sxml "<p:a/>"))
(show (xml->sxml "<a>1&e;2</a>" #:entities '((e . "<p>A</p>"))))
(show (xml->sxml "<a>&e; &lt;</a>" #:default-entity-handler (lambda (port name) (symbol->string name))))
(show (xml->sxml "<a>&e;</a>"))
(show (xml->sxml "<a> <b> </b> </a>" #:trim-whitespace? #t))
