;;; (guile web-dates): the kinds of values of HTTP's header fields that are dates or have some in
;;; them. RFC 9110 has three forms of dates; the first is written.

(library (guile web-dates)
  (export http-date expiry-date etag-or-date uint-or-date warnings)
  (import (guile) (guile web-values)
          (only (srfi :19) date? make-date date-year date-month date-day date-hour date-minute
                date-second date-week-day date-zone-offset date->time-utc time-utc->date
                current-date))

  (define months
    '("Jan" "Feb" "Mar" "Apr" "May" "Jun" "Jul" "Aug" "Sep" "Oct" "Nov" "Dec"))
  (define digits (string->char-set "0123456789"))
  (define days '("Sun" "Mon" "Tue" "Wed" "Thu" "Fri" "Sat"))

  (define (place x list) (list-index (lambda (y) (equal? x y)) list))

  ;; From text. False if it is no date.

  (define (words text)
    (filter (lambda (word) (not (string-null? word)))
            (string-split text (lambda (c) (memv c '(#\space #\,))))))

  (define (number text)
    (and text (not (string-null? text)) (string-every digits text) (string->number text)))

  (define (text->date text)
    (let ((parts (words text)))
      (case (length parts)
        ((6) (date-from (list-ref parts 1) (list-ref parts 2) (list-ref parts 3)
                        (list-ref parts 4) (list-ref parts 5)))
        ((5) (date-from (list-ref parts 2) (list-ref parts 1) (list-ref parts 4)
                        (list-ref parts 3) "GMT"))
        ((4) (let ((day (string-split (list-ref parts 1) #\-)))
               (and (= (length day) 3)
                    (date-from (car day) (cadr day) (whole-year (caddr day)) (list-ref parts 2)
                               (list-ref parts 3)))))
        (else #f))))

  ;; Of two digits the year is the one that is at most 50 years ahead.
  (define (whole-year text)
    (let ((year (number text)))
      (and year
           (= (string-length text) 2)
           (let* ((now (date-year (current-date 0))) (near (+ year (* 100 (quotient now 100)))))
             (number->string (if (> near (+ now 50)) (- near 100) near))))))

  (define (date-from day month year time zone)
    (let ((day (number day)) (month (place month months)) (year (number year))
          (clock (map number (string-split time #\:))) (offset (zone-offset zone)))
      (and day month year offset
           (= (length clock) 3)
           (and-map identity clock)
           (valid-time? clock)
           (<= 1 day 31)
           (in-utc (make-date 0 (caddr clock) (cadr clock) (car clock) day (+ month 1) year
                              offset)))))

  (define (valid-time? clock)
    (and (< (car clock) 24) (< (cadr clock) 60) (<= (caddr clock) 60)))

  (define (zone-offset zone)
    (cond
      ((member zone '("GMT" "UTC")) 0)
      ((and (= (string-length zone) 5) (memv (string-ref zone 0) '(#\+ #\-))
            (number (substring zone 1)))
       => (lambda (n)
            (* (if (char=? #\- (string-ref zone 0)) -1 1)
               (+ (* 3600 (quotient n 100)) (* 60 (remainder n 100))))))
      (else #f)))

  (define (in-utc date)
    (if (zero? (date-zone-offset date)) date (time-utc->date (date->time-utc date) 0)))

  (define (parse-date text) (or (text->date text) (bad-header text)))

  ;; To text

  (define (write-padded n size port) (display (string-pad (number->string n) size #\0) port))

  (define (write-date date port)
    (let ((date (in-utc date)))
      (display (list-ref days (date-week-day date)) port)
      (display ", " port)
      (write-padded (date-day date) 2 port)
      (write-char #\space port)
      (display (list-ref months (- (date-month date) 1)) port)
      (write-char #\space port)
      (write-padded (date-year date) 4 port)
      (write-char #\space port)
      (write-padded (date-hour date) 2 port)
      (write-char #\: port)
      (write-padded (date-minute date) 2 port)
      (write-char #\: port)
      (write-padded (date-second date) 2 port)
      (display " GMT" port)))

  (define http-date (kind parse-date date? write-date))

  ;; What is no date has expired.
  (define expiry-date
    (kind (lambda (text) (or (text->date text) (make-date 0 0 0 0 1 1 1970 0))) date? write-date))

  (define etag-or-date
    (kind (lambda (text)
            (if (or (string-prefix? "\"" text) (string-prefix? "W/" text))
                ((kind-parse etag) text)
                (parse-date text)))
          (lambda (x) (or (date? x) ((kind-valid? etag) x)))
          (lambda (x port) (if (date? x) (write-date x port) ((kind-write etag) x port)))))

  (define uint-or-date
    (kind (lambda (text)
            (if (string-every digits text) ((kind-parse uint) text) (parse-date text)))
          (lambda (x) (or (date? x) ((kind-valid? uint) x)))
          (lambda (x port) (if (date? x) (write-date x port) (display x port)))))

  ;; Warnings: a code, an agent, a text in quotes and perhaps a date in quotes.

  (define (parse-warning item)
    (let* ((code (scheme-and-rest item))
           (agent (string-index (cdr code) #\space))
           (rest (if agent (string-trim-both (substring (cdr code) agent)) ""))
           (end (and (string-prefix? "\"" rest) (closing-quote rest)))
           (date (and end (string-trim-both (substring rest (+ end 1))))))
      (unless end (bad-header item))
      (list (parse-uint (symbol->string (car code)))
            (substring (cdr code) 0 agent)
            (unquoted (substring rest 0 (+ end 1)))
            (and (not (string-null? date)) (parse-date (unquoted date))))))

  (define (closing-quote text)
    (let loop ((i 1))
      (cond
        ((>= i (string-length text)) #f)
        ((char=? (string-ref text i) #\\) (loop (+ i 2)))
        ((char=? (string-ref text i) #\") i)
        (else (loop (+ i 1))))))

  (define (write-warning warning port)
    (display (car warning) port)
    (write-char #\space port)
    (display (cadr warning) port)
    (write-char #\space port)
    (write-quoted (caddr warning) port)
    (when (cadddr warning)
      (display " \"" port)
      (write-date (cadddr warning) port)
      (write-char #\" port)))

  (define (warning? x)
    (and (list? x) (= (length x) 4) ((kind-valid? uint) (car x)) (< (car x) 1000)
         (string? (cadr x)) (string? (caddr x)) (or (not (cadddr x)) (date? (cadddr x)))))

  (define warnings
    (kind (lambda (text) (map parse-warning (split-items text #\,)))
          (lambda (x) (and (list? x) (and-map warning? x)))
          (lambda (items port) (write-joined write-warning ", " items port)))))
