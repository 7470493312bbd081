;;; (ice-9 documentation): what objects say of themselves.

(library (ice-9 documentation)
  (export file-commentary documentation-files search-documentation-files object-documentation)
  (import (guile))

  (define documentation-files '())

  (define (object-documentation object)
    (or (and (procedure? object) (procedure-documentation object))
        (object-property object 'documentation)))

  (define* (search-documentation-files name #:optional (files documentation-files)) #f)

  ;; What stands between the lines ";;; Commentary:" and ";;; Code:".
  (define (file-commentary file . markers)
    (call-with-input-file file
      (lambda (port)
        (let loop ((inside? #f) (lines '()))
          (let ((line (read-line port)))
            (cond
              ((eof-object? line) (if inside? (joined lines) ""))
              ((and (not inside?) (starts? line ";;; Commentary:")) (loop #t '()))
              ((and inside? (starts? line ";;; Code:")) (joined lines))
              (inside? (loop #t (cons (uncommented line) lines)))
              (else (loop #f lines))))))))

  (define (starts? line prefix) (string-prefix? prefix line))
  (define (joined lines) (string-append (string-join (reverse lines) "\n") "\n"))

  (define (uncommented line)
    (let ((start (or (string-skip line #\;) (string-length line))))
      (substring line
        (if (and (< start (string-length line)) (char=? #\space (string-ref line start)))
            (+ start 1)
            start)))))
