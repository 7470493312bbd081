;;; SRFI 151: bitwise operations.

(library (srfi :151)
  (export
    bitwise-not bitwise-and bitwise-ior bitwise-xor bitwise-eqv
    bitwise-nand bitwise-nor bitwise-andc1 bitwise-andc2 bitwise-orc1 bitwise-orc2
    (rename (bitwise-arithmetic-shift arithmetic-shift)) bit-count
    (rename (bitwise-length integer-length)) bitwise-if
    bit-set? copy-bit bit-swap any-bit-set? every-bit-set?
    (rename (bitwise-first-bit-set first-set-bit))
    bit-field bit-field-any? bit-field-every? bit-field-clear bit-field-set
    bit-field-replace bit-field-replace-same bit-field-rotate bit-field-reverse
    bits->list list->bits bits->vector vector->bits bits
    bitwise-fold bitwise-for-each bitwise-unfold make-bitwise-generator)
  (import
    (lokoscope private builtins)
    (only (srfi :60) bit-count bit-set? copy-bit bit-field list->integer))

  (define (bitwise-eqv . numbers)
    (fold-left (lambda (a b) (bitwise-not (bitwise-xor a b))) -1 numbers))

  (define (bitwise-nand a b) (bitwise-not (bitwise-and a b)))
  (define (bitwise-nor a b) (bitwise-not (bitwise-ior a b)))
  (define (bitwise-andc1 a b) (bitwise-and (bitwise-not a) b))
  (define (bitwise-andc2 a b) (bitwise-and a (bitwise-not b)))
  (define (bitwise-orc1 a b) (bitwise-ior (bitwise-not a) b))
  (define (bitwise-orc2 a b) (bitwise-ior a (bitwise-not b)))

  (define (bit-swap i j n)
    (let ((bit-i (bitwise-bit-set? n i)))
      (copy-bit j (copy-bit i n (bitwise-bit-set? n j)) bit-i)))

  (define (any-bit-set? test n) (not (zero? (bitwise-and test n))))
  (define (every-bit-set? test n) (= test (bitwise-and test n)))

  ;; Fields

  (define (ones n) (- (bitwise-arithmetic-shift 1 n) 1))
  (define (mask start end) (bitwise-arithmetic-shift (ones (- end start)) start))

  (define (bit-field-any? n start end)
    (not (zero? (bit-field n start end))))

  (define (bit-field-every? n start end)
    (= (bit-field n start end) (ones (- end start))))

  (define (bit-field-clear n start end)
    (bitwise-and n (bitwise-not (mask start end))))

  (define (bit-field-set n start end)
    (bitwise-ior n (mask start end)))

  (define (bit-field-replace to from start end)
    (bitwise-if (mask start end) (bitwise-arithmetic-shift from start) to))

  (define (bit-field-replace-same to from start end)
    (bitwise-if (mask start end) from to))

  (define (bit-field-rotate n count start end)
    (if (= start end)
        n
        (bitwise-rotate-bit-field n start end (mod count (- end start)))))

  (define (bit-field-reverse n start end)
    (bitwise-reverse-bit-field n start end))

  ;; Bits as booleans, the least significant first.

  (define bits->list
    (case-lambda
      ((n) (bits->list n (bitwise-length n)))
      ((n length)
       (let loop ((i (- length 1)) (bits '()))
         (if (negative? i)
             bits
             (loop (- i 1) (cons (bitwise-bit-set? n i) bits)))))))

  (define (list->bits bits) (list->integer (reverse bits)))
  (define (bits->vector n . length) (list->vector (apply bits->list n length)))
  (define (vector->bits bits) (list->bits (vector->list bits)))
  (define (bits . bits) (list->bits bits))

  (define (bitwise-fold combine nil n)
    (fold-left (lambda (state bit) (combine bit state)) nil (bits->list n)))

  (define (bitwise-for-each f n)
    (for-each f (bits->list n)))

  (define (bitwise-unfold stop? f next seed)
    (let loop ((seed seed) (bits '()))
      (if (stop? seed)
          (list->integer bits)
          (loop (next seed) (cons (f seed) bits)))))

  (define (make-bitwise-generator n)
    (lambda ()
      (let ((bit (odd? n)))
        (set! n (bitwise-arithmetic-shift n -1))
        bit))))
