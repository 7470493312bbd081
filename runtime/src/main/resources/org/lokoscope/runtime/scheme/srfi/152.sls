;;; SRFI 152: strings, in the manner of R7RS. What is as in SRFI 13 is the same.

(library (srfi :152)
  (export
    string? string-null? string-every string-any
    make-string string string-tabulate string-unfold string-unfold-right
    string->vector string->list vector->string list->string reverse-list->string
    string-length string-ref substring string-copy
    string-take string-take-right string-drop string-drop-right
    string-pad string-pad-right string-trim string-trim-right string-trim-both
    string-replace
    string=? string-ci=? string<? string-ci<? string>? string-ci>?
    string<=? string-ci<=? string>=? string-ci>=?
    string-prefix-length string-suffix-length string-prefix? string-suffix?
    string-index string-index-right string-skip string-skip-right
    string-contains string-contains-right
    string-take-while string-take-while-right string-drop-while string-drop-while-right
    string-break string-span
    string-append string-concatenate string-concatenate-reverse string-join
    string-fold string-fold-right string-map string-for-each string-count
    string-filter string-remove
    string-replicate string-segment string-split
    read-string write-string
    string-set! string-fill! string-copy!)
  (import
    (except (lokoscope private builtins)
      string-every string-any string-tabulate string-index string-count string-join
      string-prefix? string-suffix?)
    (only (srfi :13)
      string-every string-any string-tabulate string-unfold string-unfold-right
      string-take string-take-right string-drop string-drop-right
      string-pad string-pad-right string-trim string-trim-right string-trim-both string-replace
      string-prefix-length string-suffix-length string-prefix? string-suffix?
      string-index string-index-right string-skip string-skip-right
      string-concatenate-reverse string-join string-fold string-fold-right string-count
      string-filter string-delete xsubstring string-parse-final-start+end))

  (define (string-remove reject? string . range)
    (apply string-delete reject? string range))

  (define (string-replicate string from to . range)
    (apply xsubstring string from to range))

  (define (string-contains-right s1 s2 . ranges)
    (let*-values (((start1 end1)
                   (string-parse-final-start+end 'string-contains-right s1
                     (if (and (pair? ranges) (pair? (cdr ranges)))
                         (list (car ranges) (cadr ranges))
                         ranges)))
                  ((start2 end2)
                   (string-parse-final-start+end 'string-contains-right s2
                     (if (and (pair? ranges) (pair? (cdr ranges))) (cddr ranges) '())))
                  ((i)
                   (string-contains (string-reverse (substring s1 start1 end1))
                                    (string-reverse (substring s2 start2 end2)))))
      (and i (fx- end1 (fx+ i (fx- end2 start2))))))

  ;; Where the characters that are accepted end from the left, or begin from the right.

  (define (span-end who string accept? range)
    (let-values (((start end) (string-parse-final-start+end who string range)))
      (values start (or (string-skip string accept? start end) end) end)))

  (define (suffix-start who string accept? range)
    (let-values (((start end) (string-parse-final-start+end who string range)))
      (let ((last (string-skip-right string accept? start end)))
        (values start (if last (fx+ last 1) start) end))))

  (define (string-take-while string accept? . range)
    (let-values (((start middle end) (span-end 'string-take-while string accept? range)))
      (substring string start middle)))

  (define (string-drop-while string accept? . range)
    (let-values (((start middle end) (span-end 'string-drop-while string accept? range)))
      (substring string middle end)))

  (define (string-take-while-right string accept? . range)
    (let-values (((start middle end)
                  (suffix-start 'string-take-while-right string accept? range)))
      (substring string middle end)))

  (define (string-drop-while-right string accept? . range)
    (let-values (((start middle end)
                  (suffix-start 'string-drop-while-right string accept? range)))
      (substring string start middle)))

  (define (string-span string accept? . range)
    (let-values (((start middle end) (span-end 'string-span string accept? range)))
      (values (substring string start middle) (substring string middle end))))

  (define (string-break string stop? . range)
    (apply string-span string (lambda (c) (not (stop? c))) range))

  ;; Cutting up

  (define (string-segment string k)
    (unless (and (fixnum? k) (fx<? 0 k))
      (assertion-violation 'string-segment "expected a positive length" k))
    (let ((n (string-length string)))
      (let loop ((i 0) (segments '()))
        (if (fx<? i n)
            (loop (fx+ i k) (cons (substring string i (fxmin n (fx+ i k))) segments))
            (reverse segments)))))

  (define string-split
    (case-lambda
      ((string delimiter) (string-split string delimiter 'infix #f))
      ((string delimiter grammar) (string-split string delimiter grammar #f))
      ((string delimiter grammar limit . range)
       (unless (memq grammar '(infix strict-infix prefix suffix))
         (assertion-violation 'string-split "unknown grammar" grammar))
       (unless (or (not limit) (and (fixnum? limit) (fx<=? 0 limit)))
         (assertion-violation 'string-split "expected a number of splits" limit))
       (let-values (((start end) (string-parse-final-start+end 'string-split string range)))
         (cond
           ((fx<? start end) (split string delimiter grammar (or limit end) start end))
           ((eq? grammar 'strict-infix)
            (assertion-violation 'string-split "nothing to split with strict-infix" string))
           (else '()))))))

  (define (split string delimiter grammar limit start end)
    (if (string-null? delimiter)
        (split-characters string limit start end)
        (let* ((n (string-length delimiter))
               (start
                 (if (and (eq? grammar 'prefix) (string-prefix? delimiter string 0 n start end))
                     (fx+ start n)
                     start)))
          (let loop ((i start) (left limit) (parts '()))
            (let ((at (and (fx<? 0 left) (string-contains string delimiter i end))))
              (cond
                (at (loop (fx+ at n) (fx- left 1) (cons (substring string i at) parts)))
                ((and (eq? grammar 'suffix) (fx=? i end)) (reverse parts))
                (else (reverse (cons (substring string i end) parts)))))))))

  (define (split-characters string limit start end)
    (let loop ((i start) (left limit) (parts '()))
      (cond
        ((fx=? i end) (reverse parts))
        ((fx=? left 0) (reverse (cons (substring string i end) parts)))
        (else
          (loop (fx+ i 1) (fx- left 1) (cons (substring string i (fx+ i 1)) parts)))))))
