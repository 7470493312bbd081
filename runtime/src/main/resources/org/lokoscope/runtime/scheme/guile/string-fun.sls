;;; (ice-9 string-fun): parts of strings, handed to a procedure.

(library (ice-9 string-fun)
  (export split-after-char split-before-char split-discarding-char split-after-char-last
          split-before-char-last split-discarding-char-last split-before-predicate
          split-after-predicate split-discarding-predicate separate-fields-discarding-char
          separate-fields-after-char separate-fields-before-char string-prefix-predicate
          string-prefix=? sans-surrounding-whitespace sans-trailing-whitespace
          sans-leading-whitespace sans-final-newline has-trailing-newline?
          string-replace-substring)
  (import (guile))

  ;; A splitter finds a place and cuts before it and after it, or gives the string and an empty one.
  (define (splitter find before after)
    (lambda (what string return)
      (let ((place (find string what)))
        (if place
            (return (substring string 0 (+ place before)) (substring string (+ place after)))
            (return string "")))))

  (define (last-splitter find before after)
    (lambda (what string return)
      (let ((place (find string what)))
        (if place
            (return (substring string 0 (+ place before)) (substring string (+ place after)))
            (return "" string)))))

  (define split-after-char (splitter string-index 1 1))
  (define split-before-char (splitter string-index 0 0))
  (define split-discarding-char (splitter string-index 0 1))
  (define split-after-char-last (last-splitter string-rindex 1 1))
  (define split-before-char-last (last-splitter string-rindex 0 0))
  (define split-discarding-char-last (last-splitter string-rindex 0 1))
  (define split-before-predicate (splitter string-index 0 0))
  (define split-after-predicate (splitter string-index 1 1))
  (define split-discarding-predicate (splitter string-index 0 1))

  ;; Goes from the end to the start: the last field is that after the last separator.
  (define (separator after-end after-start)
    (lambda (c string return)
      (let loop ((fields '()) (string string))
        (let ((place (string-rindex string c)))
          (if place
              (loop (cons (substring string (+ place after-start)) fields)
                    (substring string 0 (+ place after-end)))
              (apply return string fields))))))

  (define separate-fields-discarding-char (separator 0 1))

  (define (separate-fields-after-char c string return)
    (let loop ((fields '()) (string string))
      (let ((place (string-index string c)))
        (if place
            (loop (cons (substring string 0 (+ place 1)) fields) (substring string (+ place 1)))
            (apply return (reverse (cons string fields)))))))

  (define separate-fields-before-char (separator 0 0))

  (define (string-prefix-predicate same?)
    (lambda (prefix string)
      (and (<= (string-length prefix) (string-length string))
           (same? prefix (substring string 0 (string-length prefix))))))

  (define string-prefix=? (string-prefix-predicate string=?))

  (define (sans-surrounding-whitespace string) (string-trim-both string))
  (define (sans-trailing-whitespace string) (string-trim-right string))
  (define (sans-leading-whitespace string) (string-trim string))

  (define (has-trailing-newline? string)
    (let ((end (string-length string)))
      (and (> end 0) (char=? #\newline (string-ref string (- end 1))))))

  (define (sans-final-newline string)
    (if (has-trailing-newline? string)
        (substring string 0 (- (string-length string) 1))
        string))

  (define (string-replace-substring string part replacement)
    (let ((size (string-length part)))
      (let loop ((start 0) (done '()))
        (let ((place (string-contains string part start)))
          (if (and place (> size 0))
              (loop (+ place size)
                    (cons* replacement (substring string start place) done))
              (string-concatenate-reverse (cons (substring string start) done))))))))
