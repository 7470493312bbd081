;;; (guile web-chunks): the bodies of HTTP's messages as ports: in chunks, or of a certain length.

(library (guile web-chunks)
  (export make-chunked-input-port make-chunked-output-port make-sized-input-port)
  (import (guile) (only (ice-9 binary-ports) make-custom-binary-input-port
                        make-custom-binary-output-port get-bytevector-some! put-bytevector)
          (only (lokoscope private builtins) %get-whole-line %takes-bytes? utf8->string
                bytevector-copy! make-bytevector error))

  (define (ended) (error 'chunked-input "the chunked input ended prematurely"))

  (define longest-line 4096)

  ;; The text of a line without its end, or #f if the input ends in it.
  (define (line port)
    (let ((line (%get-whole-line port longest-line)))
      (and (string? line)
           (string-suffix? "\n" line)
           (string-trim-right line))))

  (define hex (string->char-set "0123456789abcdefABCDEF"))

  ;; What follows a semicolon are extensions.
  (define (chunk-size port)
    (let* ((text (or (line port) (ended)))
           (digits (string-trim-both (car (string-split text #\;)))))
      (if (and (<= 1 (string-length digits) 15) (string-every hex digits))
          (string->number digits 16)
          (throw 'bad-header-component 'chunk-size text))))

  ;; Behind the last chunk stand headers, most often none, and an empty line, which may be missing
  ;; where the input ends.
  (define (skip-trailer port)
    (let ((text (line port)))
      (unless (or (not text) (string-null? text))
        (skip-trailer port))))

  (define* (make-chunked-input-port port #:key keep-alive?)
    (let ((left 0) (done? #f))
      (define (next-chunk)
        (let ((size (chunk-size port)))
          (when (zero? size)
            (set! done? #t)
            (skip-trailer port))
          (set! left size)))
      (define (read! bytes start count)
        (when (and (zero? left) (not done?)) (next-chunk))
        (if done?
            0
            (let ((n (get-bytevector-some! port bytes start (min count left))))
              (when (eof-object? n) (ended))
              (set! left (- left n))
              (when (zero? left)
                (unless (equal? (line port) "") (ended)))
              n)))
      (custom-input "chunked input" read! port keep-alive?)))

  (define (custom-input name read! port keep-alive?)
    (make-custom-binary-input-port name read! #f #f
      (lambda () (unless keep-alive? (close-port port)))))

  ;; The next bytes of a port, so many and no more.
  (define (make-sized-input-port port size keep-alive? ended)
    (let ((left size))
      (define (read! bytes start count)
        (if (zero? left)
            0
            (let ((n (get-bytevector-some! port bytes start (min count left))))
              (when (eof-object? n) (ended (- size left) size))
              (set! left (- left n))
              n)))
      (custom-input "sized input" read! port keep-alive?)))

  (define (put-bytes port bytes start count)
    (if (%takes-bytes? port)
        (put-bytevector port bytes start count)
        (let ((part (make-bytevector count)))
          (bytevector-copy! bytes start part 0 count)
          (display (utf8->string part) port))))

  ;; What is written comes together until it is flushed or is much; then it is a chunk.
  (define* (make-chunked-output-port port #:key keep-alive?)
    (define (write! bytes start count)
      (when (> count 0)
        (display (number->string count 16) port)
        (display "\r\n" port)
        (put-bytes port bytes start count)
        (display "\r\n" port)
        (force-output port))
      count)
    (define (close)
      (display "0\r\n\r\n" port)
      (force-output port)
      (unless keep-alive? (close-port port)))
    (let ((chunked (make-custom-binary-output-port "chunked output" write! #f #f close)))
      (setvbuf chunked 'block)
      (set-port-encoding! chunked "UTF-8")
      chunked)))
