;; A reader that installs an exception handler for each line, inside that of the line before.
;;
;; The body of `with-exception-handler` is not a tail position: the handler must be taken down when it
;; returns. A loop that goes on in the body has as many handlers as it has read lines.
;;
;; handler-fixed.sps is the same program without the leak.
;;
;; Usage: handler-leak.sps [LINES]
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

(define (read-lines lines sum)
  (let ((line (get-message lines)))
    (if (eq? line 'end)
        sum
        (with-exception-handler                         ; <- leak
          (lambda (warning)
            (set! warnings (+ warnings 1))
            0)
          (lambda ()
            (read-lines lines (+ sum (value-of line))))))))

(let ((lines (make-channel))
      (result (make-channel)))
  (spawn-fiber (lambda () (put-message result (read-lines lines 0))))
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
