;;; (guile web-messages): what requests and responses have in common.

(library (guile web-messages)
  (export version? check-headers header-accessor read-exactly)
  (import (guile) (only (web http) valid-header?)
          (only (lokoscope private builtins) get-bytevector-n bytevector-length bytevector))

  (define (natural? x) (and (integer? x) (exact? x) (not (negative? x))))

  (define (version? x) (and (pair? x) (natural? (car x)) (natural? (cdr x))))

  ;; FAIL is called with a message and its arguments.
  (define (check-headers headers fail)
    (unless (list? headers)
      (fail "Headers not a list: ~a" headers))
    (for-each
      (lambda (header)
        (unless (pair? header)
          (fail "Header not a pair: ~a" header))
        (unless (symbol? (car header))
          (fail "Header name not a symbol: ~a" (car header)))
        (unless (valid-header? (car header) (cdr header))
          (fail "Bad value for header ~a: ~s" (car header) (cdr header))))
      headers))

  ;; So many bytes; ENDED is called with how many there were if there were fewer.
  (define (read-exactly port size ended)
    (let* ((bytes (if (zero? size) (bytevector) (get-bytevector-n port size)))
           (count (if (eof-object? bytes) 0 (bytevector-length bytes))))
      (if (= count size)
          bytes
          (ended count))))

  ;; A procedure that takes a message and perhaps another default.
  (define (header-accessor headers header default)
    (lambda* (message #:optional (otherwise default))
      (let ((entry (assq header (headers message))))
        (if entry (cdr entry) otherwise)))))
