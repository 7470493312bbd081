;;; SRFI 130: strings with cursors. A cursor is an index, as strings have constant-time access.

(library (srfi :130)
  (export
    string-cursor? string-cursor-start string-cursor-end string-cursor-next string-cursor-prev
    string-cursor-forward string-cursor-back
    string-cursor=? string-cursor<? string-cursor>? string-cursor<=? string-cursor>=?
    string-cursor-diff string-cursor->index string-index->cursor
    string-null? string-every string-any
    string-tabulate string-unfold string-unfold-right
    (rename (string->list string->list/cursors) (string->vector string->vector/cursors))
    reverse-list->string string-join
    (rename (string-ref string-ref/cursor) (substring substring/cursors)
            (string-copy string-copy/cursors))
    string-take string-drop string-take-right string-drop-right
    string-pad string-pad-right string-trim string-trim-right string-trim-both
    string-prefix-length string-suffix-length string-prefix? string-suffix?
    string-index string-index-right string-skip string-skip-right
    string-contains string-contains-right
    string-reverse string-concatenate string-concatenate-reverse
    string-fold string-fold-right string-for-each-cursor
    string-replicate string-count string-replace string-split string-filter string-remove)
  (import
    (except (lokoscope private builtins)
      string-every string-any string-tabulate string-index string-count string-join
      string-prefix? string-suffix?)
    (only (srfi :152)
      string-every string-any string-tabulate string-unfold string-unfold-right string-join
      string-take string-drop string-take-right string-drop-right
      string-pad string-pad-right string-trim string-trim-right string-trim-both
      string-prefix-length string-suffix-length string-prefix? string-suffix?
      string-contains-right string-concatenate-reverse
      string-fold string-fold-right string-replicate string-count string-replace string-split
      string-filter string-remove)
    (rename
      (only (srfi :13) string-index string-index-right string-skip string-skip-right
            string-parse-final-start+end)
      (string-index index) (string-index-right index-right)
      (string-skip skip) (string-skip-right skip-right)))

  (define (string-cursor? x) (and (fixnum? x) (fx<=? 0 x)))
  (define (string-cursor-start string) 0)
  (define (string-cursor-end string) (string-length string))

  (define (checked who string cursor)
    (unless (and (string-cursor? cursor) (fx<=? cursor (string-length string)))
      (assertion-violation who "no cursor into the string" string cursor))
    cursor)

  (define (string-cursor-next string cursor)
    (checked 'string-cursor-next string (fx+ cursor 1)))

  (define (string-cursor-prev string cursor)
    (checked 'string-cursor-prev string (fx- cursor 1)))

  (define (string-cursor-forward string cursor n)
    (checked 'string-cursor-forward string (fx+ cursor n)))

  (define (string-cursor-back string cursor n)
    (checked 'string-cursor-back string (fx- cursor n)))

  (define (string-cursor=? a b) (fx=? a b))
  (define (string-cursor<? a b) (fx<? a b))
  (define (string-cursor>? a b) (fx>? a b))
  (define (string-cursor<=? a b) (fx<=? a b))
  (define (string-cursor>=? a b) (fx>=? a b))
  (define (string-cursor-diff string start end) (fx- end start))
  (define (string-cursor->index string cursor) (checked 'string-cursor->index string cursor))
  (define (string-index->cursor string index) (checked 'string-index->cursor string index))

  ;; What is not found is at the end of the range, or at its start from the right.

  (define (string-index string accept? . range)
    (let-values (((start end) (string-parse-final-start+end 'string-index string range)))
      (or (index string accept? start end) end)))

  (define (string-skip string accept? . range)
    (let-values (((start end) (string-parse-final-start+end 'string-skip string range)))
      (or (skip string accept? start end) end)))

  (define (string-index-right string accept? . range)
    (let-values (((start end) (string-parse-final-start+end 'string-index-right string range)))
      (let ((i (index-right string accept? start end)))
        (if i (fx+ i 1) start))))

  (define (string-skip-right string accept? . range)
    (let-values (((start end) (string-parse-final-start+end 'string-skip-right string range)))
      (let ((i (skip-right string accept? start end)))
        (if i (fx+ i 1) start))))

  (define (string-for-each-cursor f string . range)
    (let-values (((start end)
                  (string-parse-final-start+end 'string-for-each-cursor string range)))
      (let loop ((i start))
        (when (fx<? i end)
          (f i)
          (loop (fx+ i 1)))))))
