;;; SRFI 48: intermediate format strings.

(library (srfi :48)
  (export format)
  (import (lokoscope private builtins))

  (define (format . arguments)
    (when (null? arguments)
      (assertion-violation 'format "expected a format string"))
    (let ((first (car arguments)))
      (cond
        ((string? first) (format-string first (cdr arguments)))
        ((or (null? (cdr arguments)) (not (string? (cadr arguments))))
         (assertion-violation 'format "expected a format string" arguments))
        ((not first) (format-string (cadr arguments) (cddr arguments)))
        (else
          (display (format-string (cadr arguments) (cddr arguments))
                   (if (eq? first #t) (current-output-port) first))))))

  (define (format-string template arguments)
    (let ((out (make-output)))
      (unless (null? (run template arguments out))
        (assertion-violation 'format "too many arguments" template arguments))
      (get-output-string (car out))))

  ;; A port with the last character written to it.
  (define (make-output) (cons (open-output-string) #f))

  (define (emit out text)
    (let ((n (string-length text)))
      (when (fx<? 0 n)
        (put-string (car out) text)
        (set-cdr! out (string-ref text (fx- n 1))))))

  (define (text-of put x)
    (let ((port (open-output-string)))
      (put x port)
      (get-output-string port)))

  (define (in-radix template radix)
    (lambda (x)
      (unless (number? x)
        (assertion-violation 'format "expected a number" template x))
      (number->string x radix)))

  ;; Writes a template, returns the arguments that are left.
  (define (run template arguments out)
    (let ((n (string-length template)))
      (define (next arguments)
        (when (null? arguments)
          (assertion-violation 'format "too few arguments" template))
        (car arguments))
      (let loop ((i 0) (arguments arguments))
        (define (one text-of)
          (emit out (text-of (next arguments)))
          (loop (fx+ i 2) (cdr arguments)))
        (define (fixed text)
          (emit out text)
          (loop (fx+ i 2) arguments))
        (cond
          ((fx=? i n) arguments)
          ((not (char=? (string-ref template i) #\~))
           (emit out (string (string-ref template i)))
           (loop (fx+ i 1) arguments))
          ((fx=? (fx+ i 1) n)
           (assertion-violation 'format "incomplete escape sequence" template))
          (else
            (case (char-downcase (string-ref template (fx+ i 1)))
              ((#\a) (one (lambda (x) (text-of display x))))
              ((#\s) (one (lambda (x) (text-of write x))))
              ((#\w) (one (lambda (x) (text-of write-shared x))))
              ((#\d) (one (in-radix template 10)))
              ((#\x) (one (in-radix template 16)))
              ((#\o) (one (in-radix template 8)))
              ((#\b) (one (in-radix template 2)))
              ((#\c) (one string))
              ((#\y) (one (lambda (x) (string-append (text-of write x) "\n"))))
              ((#\?  #\k)
               (let ((inner (next arguments)) (rest (cdr arguments)))
                 (unless (null? (run inner (next rest) out))
                   (assertion-violation 'format "too many arguments" inner (car rest)))
                 (loop (fx+ i 2) (cdr rest))))
              ((#\~) (fixed "~"))
              ((#\t) (fixed "\t"))
              ((#\%) (fixed "\n"))
              ((#\_) (fixed " "))
              ((#\&) (fixed (if (eqv? (cdr out) #\newline) "" "\n")))
              ((#\h) (fixed help))
              (else
                (let-values (((width digits end) (parse-fixed template (fx+ i 1))))
                  (emit out (fixed-text template (next arguments) width digits))
                  (loop end (cdr arguments))))))))))

  ;; Reads what may stand before an F: a width, a comma and a number of digits.
  (define (parse-fixed template start)
    (define n (string-length template))
    (define (wrong)
      (assertion-violation 'format "unknown escape sequence" template
        (string-ref template start)))
    (define (at i) (if (fx<? i n) (string-ref template i) #\nul))
    (define (number i)
      (let loop ((i i) (x #f))
        (if (char<=? #\0 (at i) #\9)
            (loop (fx+ i 1) (+ (* 10 (or x 0)) (digit-value (at i))))
            (values x i))))
    (let*-values (((width i) (number start))
                  ((digits i) (if (char=? (at i) #\,) (number (fx+ i 1)) (values #f i))))
      (if (char-ci=? (at i) #\f)
          (values (or width 0) digits (fx+ i 1))
          (wrong))))

  (define (fixed-text template x width digits)
    (let* ((text
             (cond
               ((string? x) x)
               ((not (number? x))
                (assertion-violation 'format "expected a number or a string" template x))
               ((not digits) (number->string (if (integer? x) x (inexact x))))
               (else (rounded x digits))))
           (missing (- width (string-length text))))
      (if (positive? missing)
          (string-append (make-string missing #\space) text)
          text)))

  (define (rounded x digits)
    (cond
      ((not (real? x))
       (let ((imaginary (rounded (imag-part x) digits)))
         (string-append
           (rounded (real-part x) digits)
           (if (memv (string-ref imaginary 0) '(#\+ #\-)) "" "+")
           imaginary
           "i")))
      ((not (finite? x)) (number->string x))
      ((exact? x) (decimal x digits))
      (else
        (let* ((positive (exact-text (abs x))) (e (magnitude positive)))
          (string-append
            (if (char=? (string-ref (number->string x) 0) #\-) "-" "")
            (if (or (zero? positive) (< -4 e 10))
                (decimal positive digits)
                (scientific positive e digits)))))))

  ;; What a flonum is written as, as an exact number: rounding goes by the digits that one sees.
  (define (exact-text x)
    (string->number (string-append "#e" (number->string x))))

  ;; The power of ten of the first digit.
  (define (magnitude x)
    (let loop ((e 0) (x x))
      (cond
        ((zero? x) 0)
        ((<= 10 x) (loop (+ e 1) (/ x 10)))
        ((< x 1) (loop (- e 1) (* x 10)))
        (else e))))

  ;; Very large and very small flonums: 3.457e24. Rounding may bring one more digit.
  (define (scientific x e digits)
    (let ((mantissa (/ x (expt 10 e))))
      (if (< (round (* mantissa (expt 10 digits))) (expt 10 (+ digits 1)))
          (string-append (decimal mantissa digits) "e" (number->string e))
          (string-append (decimal 1 digits) "e" (number->string (+ e 1))))))

  ;; An exact number with that many digits after the point; a half is rounded to even.
  (define (decimal x digits)
    (let* ((scaled (round (* (abs x) (expt 10 digits))))
           (all (number->string scaled))
           (padding (max 0 (- (+ digits 1) (string-length all))))
           (all (string-append (make-string padding #\0) all))
           (point (- (string-length all) digits)))
      (string-append
        (if (negative? x) "-" "")
        (substring all 0 point)
        "."
        (substring all point (string-length all)))))

  (define help
    "(format [port] template argument ...): ~a any ~s slashified ~w write, cycles as labels
~d decimal ~x hexadecimal ~o octal ~b binary ~c character ~y yuppify
~w,dF fixed point with a width and digits ~? or ~k a template and a list of its arguments
~% newline ~& newline unless there ~t tab ~_ space ~~ tilde ~h this text\n"))
