;; The calls of a program in its source text: where each begins and ends, what it calls and in which
;; procedure it stands. Frames say only where they wait; the forms around tell why.
;;
;; This is a scanner, no reader: it follows parentheses, strings, characters and comments, so it gets
;; through texts that no reader of this process could read.

(define-module (lokoscope guile forms)
  #:use-module (ice-9 rdelim)
  #:export (file-forms form-line form-column form-end-line form-end-column form-procedure
            form-text))

;; Lines and columns from 1.
(define (make-form line column end-line end-column procedure text)
  (vector line column end-line end-column procedure text))
(define (form-line form) (vector-ref form 0))
(define (form-column form) (vector-ref form 1))
(define (form-end-line form) (vector-ref form 2))
(define (form-end-column form) (vector-ref form 3))
(define (form-procedure form) (vector-ref form 4))
(define (form-text form) (vector-ref form 5))

(define most-characters 400000)
(define longest-text 120)

;; The forms of a file, in no order that matters; none if it cannot be read.
(define (file-forms file)
  (catch #t
    (lambda ()
      (if (> (stat:size (stat file)) most-characters)
          '()
          (scan (call-with-input-file file read-string #:guess-encoding #t))))
    (lambda _ '())))

(define (delimiter? c)
  (or (char-whitespace? c) (memv c '(#\( #\) #\[ #\] #\" #\;))))

(define (scan text)
  (define end (string-length text))
  (define forms '())
  ;; Of each list that is open: index, line, column, procedure, whether it is code.
  (define (token-end i)
    (let loop ((i i))
      (if (or (= i end) (delimiter? (string-ref text i))) i (loop (+ i 1)))))
  (define (skip-space i)
    (let loop ((i i))
      (if (and (< i end) (char-whitespace? (string-ref text i))) (loop (+ i 1)) i)))
  (define (word i) (substring text i (token-end i)))
  (define (name-of-procedure i outer)
    ;; i is behind the parenthesis.
    (let* ((operator (word i))
           (next (skip-space (token-end i))))
      (define (after) (if (< next end) (string-ref text next) #\nul))
      (cond
       ((member operator '("define" "define*" "define-public"))
        (cond
         ((eqv? (after) #\()
          ;; A curried definition begins with several parentheses.
          (let loop ((i next))
            (if (and (< i end) (eqv? (string-ref text i) #\()) (loop (+ i 1)) (word i))))
         (else (word next))))
       ((and (string=? operator "let") (not (memv (after) '(#\( #\[ #\) #\nul))))
        (word next))
       (else outer))))
  (define (shortened from to)
    (let loop ((i from) (result '()) (count 0) (space? #f))
      (cond
       ((or (= i to) (= count longest-text))
        (string-append (list->string (reverse result)) (if (= i to) "" "...")))
       ((char-whitespace? (string-ref text i)) (loop (+ i 1) result count #t))
       (space? (loop i (cons #\space result) (+ count 1) #f))
       (else (loop (+ i 1) (cons (string-ref text i) result) (+ count 1) #f)))))
  (define (call? open)
    (let ((i (+ open 1)))
      (and (< i end)
           (not (delimiter? (string-ref text i)))
           (not (memv (string-ref text i) '(#\# #\' #\` #\,)))
           (not (char-numeric? (string-ref text i))))))
  (let loop ((i 0) (line 1) (start 0) (open '()))
    (if (>= i end)
        forms
        (let ((c (string-ref text i)))
          (define (advance to)
            ;; Over characters that may hold ends of lines.
            (let count ((j i) (line line) (start start))
              (cond
               ((>= j to) (loop to line start open))
               ((eqv? (string-ref text j) #\newline) (count (+ j 1) (+ line 1) (+ j 1)))
               (else (count (+ j 1) line start)))))
          (case c
            ((#\newline) (loop (+ i 1) (+ line 1) (+ i 1) open))
            ((#\;) (advance (or (string-index text #\newline i) end)))
            ((#\") (advance (string-end text (+ i 1) end)))
            ((#\#)
             (let ((next (if (< (+ i 1) end) (string-ref text (+ i 1)) #\nul)))
               (case next
                 ((#\\) (advance (max (min end (+ i 3)) (token-end (min end (+ i 3))))))
                 ((#\|) (advance (comment-end text (+ i 2) end "|#")))
                 ((#\!) (advance (comment-end text (+ i 2) end "!#")))
                 ((#\{) (advance (comment-end text (+ i 2) end "}#")))
                 (else (loop (+ i 1) line start open)))))
            ((#\( #\[)
             (let* ((outer (if (null? open) "" (vector-ref (car open) 3)))
                    (procedure (name-of-procedure (+ i 1) outer)))
               (loop (+ i 1) line start
                     (cons (vector i line (+ 1 (- i start)) procedure outer) open))))
            ((#\) #\])
             (if (null? open)
                 (loop (+ i 1) line start open)
                 (let* ((o (car open)) (from (vector-ref o 0)))
                   (when (call? from)
                     (set! forms
                       (cons (make-form (vector-ref o 1) (vector-ref o 2)
                                        line (+ 2 (- i start))
                                        (vector-ref o 4)
                                        (shortened from (+ i 1)))
                             forms)))
                   (loop (+ i 1) line start (cdr open)))))
            (else
             (loop (+ i 1) line start open)))))))

(define (string-end text i end)
  (cond
   ((>= i end) end)
   ((eqv? (string-ref text i) #\\) (string-end text (min end (+ i 2)) end))
   ((eqv? (string-ref text i) #\") (+ i 1))
   (else (string-end text (+ i 1) end))))

(define (comment-end text i end mark)
  (let ((found (string-contains text mark (min i end))))
    (if found (+ found 2) end)))
