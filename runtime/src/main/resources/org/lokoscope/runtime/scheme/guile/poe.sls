;;; (ice-9 poe): functions that remember what they gave for the same arguments.

(library (ice-9 poe)
  (export pure-funcq perfect-funcq)
  (import (guile))

  (define (pure-funcq f)
    (let ((known '()))
      (lambda arguments
        (let ((entry (or-map
                       (lambda (entry)
                         (and (= (length arguments) (length (car entry)))
                              (and-map identity (map eq? arguments (car entry)))
                              entry))
                       known)))
          (if entry
              (cdr entry)
              (let ((value (apply f arguments)))
                (set! known (acons arguments value known))
                value))))))

  (define (perfect-funcq size f) (pure-funcq f)))
