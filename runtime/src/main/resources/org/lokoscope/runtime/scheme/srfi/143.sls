;;; SRFI 143: fixnums.

(library (srfi :143)
  (export
    fx-width fx-greatest fx-least
    fixnum? fx=? fx<? fx>? fx<=? fx>=? fxzero? fxpositive? fxnegative? fxodd? fxeven? fxmax fxmin
    fx+ fx- fx* fxneg fxquotient fxremainder fxabs fxsquare fxsqrt
    fx+/carry fx-/carry fx*/carry
    fxnot fxand fxior fxxor
    fxarithmetic-shift fxarithmetic-shift-left fxarithmetic-shift-right
    fxbit-count fxlength fxif fxbit-set? fxcopy-bit
    (rename (fxfirst-bit-set fxfirst-set-bit))
    fxbit-field fxbit-field-rotate fxbit-field-reverse)
  (import
    (except (lokoscope private builtins) fxbit-set? fxcopy-bit fxbit-count)
    (prefix (only (lokoscope private builtins) fxbit-set? fxcopy-bit fxbit-count) r6rs:))

  (define fx-width (fixnum-width))
  (define fx-greatest (greatest-fixnum))
  (define fx-least (least-fixnum))

  (define (fxneg n) (fx- 0 n))
  (define (fxsquare n) (fx* n n))
  (define (fxsqrt n) (exact-integer-sqrt n))

  (define (fxbit-count n)
    (r6rs:fxbit-count (if (fxnegative? n) (fxnot n) n)))

  (define (fxbit-set? index n) (r6rs:fxbit-set? n index))

  (define (fxcopy-bit index n on?)
    (r6rs:fxcopy-bit n index (if on? 1 0)))

  (define (fxbit-field-rotate n count start end)
    (if (fx=? start end)
        n
        (fxrotate-bit-field n start end (fxmod count (fx- end start)))))

  (define (fxbit-field-reverse n start end)
    (fxreverse-bit-field n start end)))
