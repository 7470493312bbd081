;; The reader of handler-leak.sps without the leak: one handler stands around the whole loop, and
;; the loop calls itself in tail position.
;;
;; Usage: handler-fixed.sps [LINES]
(import (rnrs)
        (loko system fibers))

(define line-count
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 5000)))

(define warnings 0)

;; Lines that are not numbers count as nothing, with a warning.
(define (value-of line)
  (or (string->number line)
      (raise-continuable (make-warning))))

(define (read-lines lines)
  (let loop ((sum 0))
    (let ((line (get-message lines)))
      (if (eq? line 'end)
          sum
          (loop (+ sum (value-of line)))))))

(define (read-with-warnings lines)
  (with-exception-handler
    (lambda (warning)
      (set! warnings (+ warnings 1))
      0)
    (lambda () (read-lines lines))))

(let ((lines (make-channel))
      (result (make-channel)))
  (spawn-fiber (lambda () (put-message result (read-with-warnings lines))))
  (do ((i 1 (+ i 1)))
      ((> i line-count))
    (put-message lines (if (zero? (mod i 1000)) "?" (number->string i))))
  (put-message lines 'end)
  (let ((sum (get-message result)))
    (display "done: ")
    (display line-count)
    (display " lines, sum ")
    (display sum)
    (display ", ")
    (display warnings)
    (display " warnings")
    (newline)))
