;;; SRFI 37: args-fold, a processor of program arguments.

(library (srfi :37)
  (export option option? option-names option-required-arg? option-optional-arg? option-processor
          args-fold)
  (import (lokoscope private builtins))

  (define-record-type option-type
    (option names required-arg? optional-arg? processor)
    option?
    (names option-names)
    (required-arg? option-required-arg?)
    (optional-arg? option-optional-arg?)
    (processor option-processor))

  (define (find-option name options)
    (find (lambda (option) (member name (option-names option))) options))

  (define (index-of c string)
    (let loop ((i 0))
      (cond
        ((= i (string-length string)) #f)
        ((char=? c (string-ref string i)) i)
        (else (loop (+ i 1))))))

  (define (args-fold arguments options unrecognized operand . seeds)
    ;; Each step gives the new seeds.
    (define (process option name argument seeds)
      (call-with-values
        (lambda () (apply (option-processor option) option name argument seeds))
        list))
    (define (unknown name)
      (option (list name) #f #f unrecognized))
    (define (operands arguments seeds)
      (if (null? arguments)
          (apply values seeds)
          (operands (cdr arguments)
            (call-with-values (lambda () (apply operand (car arguments) seeds)) list))))
    (define (long text rest seeds)
      (let* ((sign (index-of #\= text))
             (name (if sign (substring text 2 sign) (substring text 2 (string-length text))))
             (argument (and sign (substring text (+ sign 1) (string-length text))))
             (known (or (find-option name options) (unknown name))))
        (if (and (option-required-arg? known) (not argument) (pair? rest))
            (scan (cdr rest) (process known name (car rest) seeds))
            (scan rest (process known name argument seeds)))))
    (define (short text place rest seeds)
      (if (= place (string-length text))
          (scan rest seeds)
          (let* ((name (string-ref text place))
                 (known (or (find-option name options) (unknown name)))
                 (left (substring text (+ place 1) (string-length text))))
            (cond
              ((and (or (option-required-arg? known) (option-optional-arg? known))
                    (< 0 (string-length left)))
               (scan rest (process known name left seeds)))
              ((and (option-required-arg? known) (pair? rest))
               (scan (cdr rest) (process known name (car rest) seeds)))
              (else (short text (+ place 1) rest (process known name #f seeds)))))))
    (define (scan arguments seeds)
      (if (null? arguments)
          (apply values seeds)
          (let ((text (car arguments)) (rest (cdr arguments)))
            (cond
              ((string=? text "--") (operands rest seeds))
              ((and (< 2 (string-length text)) (string=? "--" (substring text 0 2)))
               (long text rest seeds))
              ((and (< 1 (string-length text)) (char=? #\- (string-ref text 0)))
               (short text 1 rest seeds))
              (else
               (scan rest
                 (call-with-values (lambda () (apply operand text seeds)) list)))))))
    (scan arguments seeds)))
