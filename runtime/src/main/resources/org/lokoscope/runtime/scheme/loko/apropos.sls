;;; Looks names up in an environment and in the libraries that were loaded.

(library (loko apropos)
  (export apropos-list apropos)
  (import (lokoscope private builtins))

  (define (text name)
    (cond
      ((string? name) name)
      ((symbol? name) (symbol->string name))
      (else (assertion-violation 'apropos-list "expected a string or a symbol" name))))

  (define (holds? symbol part)
    (let* ((word (symbol->string symbol))
           (last (- (string-length word) (string-length part))))
      (let loop ((i 0))
        (and (<= i last)
             (or (string=? part (substring word i (+ i (string-length part))))
                 (loop (+ i 1)))))))

  (define apropos-list
    (case-lambda
      ((name) (apropos-list name (interaction-environment)))
      ((name environment)
       (let* ((part (text name))
              (wanted? (lambda (symbol) (holds? symbol part))))
         (append
           (filter wanted? (environment-symbols environment))
           (apply append
             (map (lambda (library)
                    (map (lambda (symbol) (list library symbol))
                         (filter wanted? (%library-exports library))))
                  (installed-libraries))))))))

  (define (apropos . arguments)
    (for-each
      (lambda (found) (write found) (newline))
      (apply apropos-list arguments))))
