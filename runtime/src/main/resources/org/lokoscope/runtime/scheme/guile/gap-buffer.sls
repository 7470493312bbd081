;;; (ice-9 gap-buffer): a text with a point in it. Places count from 1.

(library (ice-9 gap-buffer)
  (export make-gap-buffer gb? gb-point gb-point-min gb-point-max gb-insert-string!
          gb-insert-char! gb-delete-char! gb-erase! gb-goto-char gb->string gb-filter! gb->lines
          gb-filter-lines! make-gap-buffer-port)
  (import (guile))

  ;; What stands before the point, latest first, and what stands after it.
  (define-record-type gap-buffer
    (new-buffer before after)
    gb?
    (before before set-before!)
    (after after set-after!))

  (define* (make-gap-buffer #:optional init)
    (let ((buffer (new-buffer '() '())))
      (cond
        ((port? init)
         (let loop ((c (read-char init)))
           (unless (eof-object? c)
             (gb-insert-char! buffer c)
             (loop (read-char init)))))
        ((string? init) (gb-insert-string! buffer init)))
      buffer))

  (define (gb-point buffer) (+ 1 (length (before buffer))))
  (define (gb-point-min buffer) 1)
  (define (gb-point-max buffer) (+ 1 (length (before buffer)) (length (after buffer))))

  (define (gb-insert-char! buffer c) (set-before! buffer (cons c (before buffer))))
  (define (gb-insert-string! buffer string)
    (string-for-each (lambda (c) (gb-insert-char! buffer c)) string))

  ;; After the point, or before it if the count is negative.
  (define (gb-delete-char! buffer count)
    (if (negative? count)
        (set-before! buffer (list-tail (before buffer) (- count)))
        (set-after! buffer (list-tail (after buffer) count))))

  (define (gb-erase! buffer)
    (set-before! buffer '())
    (set-after! buffer '()))

  (define (gb-goto-char buffer place)
    (let* ((all (append (reverse (before buffer)) (after buffer)))
           (count (max 0 (min (length all) (- place 1)))))
      (set-before! buffer (reverse (list-head all count)))
      (set-after! buffer (list-tail all count))
      (+ 1 count)))

  (define (gb->string buffer)
    (list->string (append (reverse (before buffer)) (after buffer))))

  (define (gb-filter! buffer f)
    (let ((new (f (gb->string buffer))))
      (gb-erase! buffer)
      (gb-insert-string! buffer new)))

  (define (gb->lines buffer) (string-split (gb->string buffer) #\newline))

  (define (gb-filter-lines! buffer f)
    (let ((new (string-join (f (gb->lines buffer)) "\n")))
      (gb-erase! buffer)
      (gb-insert-string! buffer new)))

  (define (make-gap-buffer-port buffer)
    (make-soft-port
      (vector (lambda (c) (gb-insert-char! buffer c))
              (lambda (string) (gb-insert-string! buffer string))
              (lambda () #t)
              (lambda ()
                (let ((rest (after buffer)))
                  (and (pair? rest)
                       (begin
                         (set-after! buffer (cdr rest))
                         (set-before! buffer (cons (car rest) (before buffer)))
                         (car rest)))))
              (lambda () #t))
      "rw")))
