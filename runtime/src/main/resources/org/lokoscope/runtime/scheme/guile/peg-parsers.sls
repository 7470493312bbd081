;;; (guile peg-parsers): what patterns of (ice-9 peg) become when they run. A parser takes the text,
;;; its length and a position. It returns #f, or a list of the position after what it has matched and
;;; the capture. A capture is a string, a tree, or the empty list for nothing.

(library (guile peg-parsers)
  (export literal character-in any-character sequence choice repeated optional ahead not-ahead
          silently nonterminal call-with-text cached string-collapse context-flatten keyword-flatten)
  (import (guile))

  ;; Captures

  ;; A single capture stands for itself.
  (define (gathered captures)
    (if (and (pair? captures) (null? (cdr captures)))
        (car captures)
        captures))

  (define (captured capture captures)
    (if (null? capture) captures (cons capture captures)))

  (define (named name capture)
    (cond
      ((null? capture) name)
      ((or (not (list? capture)) (symbol? (car capture))) (list name capture))
      (else (cons name capture))))

  ;; Parsers

  (define (literal text capture?)
    (let ((length (string-length text)))
      (lambda (str len pos)
        (let ((end (+ pos length)))
          (and (<= end len)
               (string=? text (substring str pos end))
               (list end (if capture? text '())))))))

  (define (matching fits? capture?)
    (lambda (str len pos)
      (and (< pos len)
           (fits? (string-ref str pos))
           (list (+ pos 1) (if capture? (string (string-ref str pos)) '())))))

  (define (any-character capture?) (matching (lambda (c) #t) capture?))

  (define (character-in first last capture?)
    (matching (lambda (c) (char<=? first c last)) capture?))

  (define (sequence . parsers)
    (lambda (str len pos)
      (let loop ((rest parsers) (pos pos) (captures '()))
        (if (null? rest)
            (list pos (gathered (reverse captures)))
            (let ((match ((car rest) str len pos)))
              (and match
                   (loop (cdr rest) (car match) (captured (cadr match) captures))))))))

  (define (choice . parsers)
    (lambda (str len pos)
      (let loop ((rest parsers))
        (and (pair? rest)
             (or ((car rest) str len pos)
                 (loop (cdr rest)))))))

  ;; What matches nothing ends a repetition, which would have no end otherwise.
  (define (repeated parser least)
    (lambda (str len pos)
      (let loop ((pos pos) (count 0) (captures '()))
        (let ((match (parser str len pos)))
          (cond
            ((and match (> (car match) pos))
             (loop (car match) (+ count 1) (captured (cadr match) captures)))
            ((or match (>= count least)) (list pos (gathered (reverse captures))))
            (else #f))))))

  (define (optional parser)
    (lambda (str len pos)
      (or (parser str len pos) (list pos '()))))

  ;; As in Guile, what matches nothing is not there.
  (define (at? parser str len pos)
    (let ((match (parser str len pos)))
      (and match (> (car match) pos))))

  (define (ahead parser)
    (lambda (str len pos)
      (and (at? parser str len pos) (list pos '()))))

  (define (not-ahead parser)
    (lambda (str len pos)
      (and (not (at? parser str len pos)) (list pos '()))))

  (define (silently parser)
    (lambda (str len pos)
      (let ((match (parser str len pos)))
        (and match (list (car match) '())))))

  ;; A parser with a name, which captures as all, body or none say.
  (define (nonterminal name accumulation parser)
    (case accumulation
      ((all)
       (lambda (str len pos)
         (let ((match (parser str len pos)))
           (and match (list (car match) (named name (cadr match)))))))
      ((body) parser)
      ((none) (silently parser))
      (else (error "bad accum" accumulation))))

  ;; The text that is being matched, which nobody else has, or #f.
  (define matched-text (make-variable #f))

  (define (call-with-text text f)
    (dynamic-wind
      (lambda () (variable-set! matched-text text))
      f
      (lambda () (variable-set! matched-text #f))))

  ;; Guessed, a power of two: alternatives that begin alike come back to a place that is near.
  (define memory-size 512)

  ;; Remembers what came out at the latest positions: alternatives that begin alike would take
  ;; exponential time otherwise.
  (define (cached parser)
    (let ((text #f) (memory #f))
      (lambda (str len pos)
        (if (eq? str (variable-ref matched-text))
            (let ((slot (modulo pos memory-size)))
              (unless (eq? str text)
                (set! text str)
                (set! memory (make-vector memory-size '(#f))))
              (let ((known (vector-ref memory slot)))
                (if (eqv? (car known) pos)
                    (cdr known)
                    (let ((match (parser str len pos)))
                      (when (eq? str text) (vector-set! memory slot (cons pos match)))
                      match))))
            (parser str len pos)))))

  ;; Trees

  ;; Joins strings that are neighbours.
  (define (string-collapse tree)
    (if (pair? tree)
        (let loop ((rest (map string-collapse tree)) (joined '()))
          (cond
            ((null? rest) (gathered (reverse joined)))
            ((and (string? (car rest)) (pair? joined) (string? (car joined)))
             (loop (cdr rest) (cons (string-append (car joined) (car rest)) (cdr joined))))
            (else (loop (cdr rest) (cons (car rest) joined)))))
        tree))

  ;; The parts of a tree that a predicate accepts, from outside, and what no list holds.
  (define (context-flatten accepts? tree)
    (if (pair? tree) (flattened accepts? tree) tree))

  (define (flattened accepts? tree)
    (cond
      ((or (not (pair? tree)) (accepts? tree)) (list tree))
      (else (apply append (map (lambda (part) (flattened accepts? part)) tree)))))

  (define (keyword-flatten keywords tree)
    (context-flatten (lambda (part) (and (pair? part) (memq (car part) keywords))) tree)))
