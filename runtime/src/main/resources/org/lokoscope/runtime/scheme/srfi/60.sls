;;; SRFI 60: integers as bits.

(library (srfi :60)
  (export
    bitwise-and (rename (bitwise-and logand)) bitwise-ior (rename (bitwise-ior logior))
    bitwise-xor (rename (bitwise-xor logxor)) bitwise-not (rename (bitwise-not lognot))
    bitwise-if (rename (bitwise-if bitwise-merge))
    any-bits-set? (rename (any-bits-set? logtest))
    bit-count (rename (bit-count logcount) (bitwise-length integer-length))
    (rename (bitwise-first-bit-set first-set-bit) (bitwise-first-bit-set log2-binary-factors))
    bit-set? (rename (bit-set? logbit?)) copy-bit bit-field copy-bit-field
    (rename (bitwise-arithmetic-shift ash) (bitwise-arithmetic-shift arithmetic-shift))
    rotate-bit-field reverse-bit-field
    integer->list list->integer booleans->integer)
  (import (lokoscope private builtins))

  (define (any-bits-set? a b)
    (not (zero? (bitwise-and a b))))

  ;; Of a negative number, the zeros count.
  (define (bit-count n)
    (if (negative? n)
        (bitwise-bit-count (bitwise-not n))
        (bitwise-bit-count n)))

  (define (bit-set? index n) (bitwise-bit-set? n index))

  (define (copy-bit index n on?)
    (bitwise-copy-bit n index (if on? 1 0)))

  (define (bit-field n start end)
    (bitwise-bit-field n start end))

  (define (copy-bit-field to from start end)
    (bitwise-copy-bit-field to start end from))

  (define (rotate-bit-field n count start end)
    (if (= start end)
        n
        (bitwise-rotate-bit-field n start end (mod count (- end start)))))

  (define (reverse-bit-field n start end)
    (bitwise-reverse-bit-field n start end))

  ;; The most significant bit comes first.
  (define integer->list
    (case-lambda
      ((n) (integer->list n (bitwise-length n)))
      ((n length)
       (let loop ((i 0) (bits '()))
         (if (= i length)
             bits
             (loop (+ i 1) (cons (bitwise-bit-set? n i) bits)))))))

  (define (list->integer bits)
    (let ((n (length bits)))
      (let loop ((bits bits) (digits '()))
        (if (null? bits)
            (if (zero? n)
                0
                (string->number (reverse-list->string digits) 2))
            (loop (cdr bits) (cons (if (car bits) #\1 #\0) digits))))))

  (define (booleans->integer . bits) (list->integer bits)))
