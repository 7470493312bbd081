;; Strings: numbers to text, a string port, and each character of the whole.
(import (rnrs))

(define (text n)
  (call-with-string-output-port
   (lambda (port)
     (do ((i 0 (+ i 1)))
         ((= i n))
       (put-string port (string-append (number->string i) ","))))))

(define (digits s)
  (let loop ((i 0) (sum 0))
    (if (= i (string-length s))
        sum
        (loop (+ i 1) (if (char=? (string-ref s i) #\,) sum (+ sum 1))))))

(define (run) (digits (text 10000)))
