;;; SRFI 19: times and dates. A time is seconds and nanoseconds of a kind; TAI is ahead of UTC by the
;;; leap seconds so far.

(library (srfi :19)
  (export
    time-duration time-monotonic time-process time-tai time-thread time-utc
    make-time time? time-type time-nanosecond time-second set-time-type! set-time-nanosecond!
    set-time-second! copy-time current-time time-resolution
    time=? time<? time<=? time>? time>=?
    time-difference time-difference! add-duration add-duration! subtract-duration
    subtract-duration!
    make-date date? date-nanosecond date-second date-minute date-hour date-day date-month
    date-year date-zone-offset date-year-day date-week-day date-week-number current-date
    current-julian-day current-modified-julian-day
    date->julian-day date->modified-julian-day date->time-monotonic date->time-tai
    date->time-utc julian-day->date julian-day->time-monotonic julian-day->time-tai
    julian-day->time-utc modified-julian-day->date modified-julian-day->time-monotonic
    modified-julian-day->time-tai modified-julian-day->time-utc
    time-monotonic->date time-monotonic->julian-day time-monotonic->modified-julian-day
    time-monotonic->time-tai time-monotonic->time-tai! time-monotonic->time-utc
    time-monotonic->time-utc! time-tai->date time-tai->julian-day
    time-tai->modified-julian-day time-tai->time-monotonic time-tai->time-monotonic!
    time-tai->time-utc time-tai->time-utc! time-utc->date time-utc->julian-day
    time-utc->modified-julian-day time-utc->time-monotonic time-utc->time-monotonic!
    time-utc->time-tai time-utc->time-tai!
    date->string string->date)
  (import (lokoscope private builtins))

  (define time-duration 'time-duration)
  (define time-monotonic 'time-monotonic)
  (define time-process 'time-process)
  (define time-tai 'time-tai)
  (define time-thread 'time-thread)
  (define time-utc 'time-utc)

  (define-values (billion seconds-per-day) (values 1000000000 86400))

  (define-record-type time
    (new-time type nanosecond second)
    time?
    (type time-type set-time-type!)
    (nanosecond time-nanosecond set-time-nanosecond!)
    (second time-second set-time-second!))

  (define (make-time type nanosecond second)
    (nanos->time type (+ (* billion second) nanosecond)))

  (define (nanos->time type nanos)
    (let ((second (truncate-quotient nanos billion)))
      (new-time type (- nanos (* billion second)) second)))

  (define (nanos time) (+ (* billion (time-second time)) (time-nanosecond time)))

  (define (copy-time time)
    (new-time (time-type time) (time-nanosecond time) (time-second time)))

  ;; Since when TAI is how many seconds ahead, in seconds of UTC, latest first.
  (define leap-seconds
    '((1483228800 . 37) (1435708800 . 36) (1341100800 . 35) (1230768000 . 34) (1136073600 . 33)
      (915148800 . 32) (867715200 . 31) (820454400 . 30) (773020800 . 29) (741484800 . 28)
      (709948800 . 27) (662688000 . 26) (631152000 . 25) (567993600 . 24) (489024000 . 23)
      (425865600 . 22) (394329600 . 21) (362793600 . 20) (315532800 . 19) (283996800 . 18)
      (252460800 . 17) (220924800 . 16) (189302400 . 15) (157766400 . 14) (126230400 . 13)
      (94694400 . 12) (78796800 . 11) (63072000 . 10)))

  (define (utc-ahead second)
    (let ((entry (find (lambda (entry) (<= (car entry) second)) leap-seconds)))
      (if entry (cdr entry) 0)))

  (define (tai-ahead second)
    (let ((entry (find (lambda (entry) (<= (+ (car entry) (cdr entry)) second)) leap-seconds)))
      (if entry (cdr entry) 0)))

  (define (now)
    (let ((millis (current-time-millis))) (* 1000000 millis)))

  (define current-time
    (case-lambda
      (() (current-time time-utc))
      ((type)
       (case type
         ((time-utc) (nanos->time type (now)))
         ((time-tai time-monotonic) (retyped (utc->tai (nanos->time 'time-utc (now))) type))
         (else (nanos->time type (current-jiffy)))))))

  (define (time-resolution . type) 1000000)

  (define (comparison less?)
    (lambda (a b) (less? (nanos a) (nanos b))))

  (define time=? (comparison =))
  (define time<? (comparison <))
  (define time<=? (comparison <=))
  (define time>? (comparison >))
  (define time>=? (comparison >=))

  (define (time-difference a b) (nanos->time time-duration (- (nanos a) (nanos b))))
  (define (time-difference! a b) (time-difference a b))
  (define (add-duration time duration)
    (nanos->time (time-type time) (+ (nanos time) (nanos duration))))
  (define (add-duration! time duration) (add-duration time duration))
  (define (subtract-duration time duration)
    (nanos->time (time-type time) (- (nanos time) (nanos duration))))
  (define (subtract-duration! time duration) (subtract-duration time duration))

  ;; Kinds of times

  (define (retyped time type) (new-time type (time-nanosecond time) (time-second time)))

  (define (utc->tai time)
    (new-time time-tai (time-nanosecond time)
              (+ (time-second time) (utc-ahead (time-second time)))))

  (define (tai->utc time)
    (new-time time-utc (time-nanosecond time)
              (- (time-second time) (tai-ahead (time-second time)))))

  (define (time-utc->time-tai time) (utc->tai time))
  (define (time-utc->time-tai! time) (utc->tai time))
  (define (time-utc->time-monotonic time) (retyped (utc->tai time) time-monotonic))
  (define (time-utc->time-monotonic! time) (time-utc->time-monotonic time))
  (define (time-tai->time-utc time) (tai->utc time))
  (define (time-tai->time-utc! time) (tai->utc time))
  (define (time-tai->time-monotonic time) (retyped time time-monotonic))
  (define (time-tai->time-monotonic! time) (retyped time time-monotonic))
  (define (time-monotonic->time-tai time) (retyped time time-tai))
  (define (time-monotonic->time-tai! time) (retyped time time-tai))
  (define (time-monotonic->time-utc time) (tai->utc time))
  (define (time-monotonic->time-utc! time) (tai->utc time))

  ;; Dates

  (define-record-type date
    (make-date nanosecond second minute hour day month year zone-offset)
    date?
    (nanosecond date-nanosecond)
    (second date-second)
    (minute date-minute)
    (hour date-hour)
    (day date-day)
    (month date-month)
    (year date-year)
    (zone-offset date-zone-offset))

  ;; Days since 1970, of the Gregorian calendar; a year begins in March here.
  (define (days year month day)
    (let* ((late (if (> month 2) 0 1))
           (y (- year late))
           (m (+ month (* 12 late) -3)))
      (+ (* 365 y) (floor-quotient y 4) (- (floor-quotient y 100)) (floor-quotient y 400)
         (quotient (+ (* 153 m) 2) 5) day -719469)))

  ;; Year, month and day of so many days since 1970.
  (define (days->list days)
    (let* ((z (+ days 719468))
           (era (floor-quotient z 146097))
           (of-era (- z (* era 146097)))
           (year-of-era
             (quotient (- of-era (quotient of-era 1460) (- (quotient of-era 36524))
                          (quotient of-era 146096))
                       365))
           (day-of-year
             (- of-era (- (+ (* 365 year-of-era) (quotient year-of-era 4))
                          (quotient year-of-era 100))))
           (m (quotient (+ (* 5 day-of-year) 2) 153))
           (month (if (< m 10) (+ m 3) (- m 9))))
      (list (+ year-of-era (* 400 era) (if (<= month 2) 1 0))
            month
            (+ 1 (- day-of-year (quotient (+ (* 153 m) 2) 5))))))

  (define (date->seconds date)
    (- (+ (* seconds-per-day (days (date-year date) (date-month date) (date-day date)))
          (* 3600 (date-hour date)) (* 60 (date-minute date)) (date-second date))
       (date-zone-offset date)))

  (define (seconds->date seconds nanosecond offset)
    (let* ((local (+ seconds offset))
           (day (floor-quotient local seconds-per-day))
           (left (- local (* day seconds-per-day)))
           (ymd (days->list day)))
      (make-date nanosecond (modulo left 60) (modulo (quotient left 60) 60) (quotient left 3600)
                 (caddr ymd) (cadr ymd) (car ymd) offset)))

  (define (local-offset seconds) (- (vector-ref (localtime seconds) 9)))

  (define (with-offset offset seconds)
    (if (null? offset) (local-offset seconds) (car offset)))

  (define (time-utc->date time . offset)
    (let* ((all (nanos time)) (seconds (floor-quotient all billion)))
      (seconds->date seconds (- all (* billion seconds)) (with-offset offset seconds))))

  (define (time-tai->date time . offset) (apply time-utc->date (tai->utc time) offset))
  (define (time-monotonic->date time . offset) (apply time-utc->date (tai->utc time) offset))

  (define (date->time-utc date)
    (new-time time-utc (date-nanosecond date) (date->seconds date)))

  (define (date->time-tai date) (utc->tai (date->time-utc date)))
  (define (date->time-monotonic date) (time-utc->time-monotonic (date->time-utc date)))
  (define (current-date . offset) (apply time-utc->date (current-time) offset))

  (define (date-year-day date)
    (+ 1 (- (days (date-year date) (date-month date) (date-day date))
            (days (date-year date) 1 1))))

  (define (week-day days) (modulo (+ 4 days) 7))

  (define (date-week-day date)
    (week-day (days (date-year date) (date-month date) (date-day date))))

  ;; Weeks that begin on a day, before the date; the days before the first such day do not count.
  (define (date-week-number date first-day)
    (let ((before (modulo (- first-day (week-day (days (date-year date) 1 1))) 7)))
      (floor-quotient (- (date-year-day date) 1 before) 7)))

  ;; Julian days: since noon of a day long ago

  (define epoch-julian 4881175/2)
  (define modified 4800001/2)

  (define (time-utc->julian-day time)
    (+ epoch-julian (/ (nanos time) (* billion seconds-per-day))))

  (define (julian-day->time-utc day)
    (nanos->time time-utc
      (exact (round (* (- day epoch-julian) billion seconds-per-day)))))

  (define (time-utc->modified-julian-day time) (- (time-utc->julian-day time) modified))
  (define (time-tai->julian-day time) (time-utc->julian-day (tai->utc time)))
  (define (time-tai->modified-julian-day time) (- (time-tai->julian-day time) modified))
  (define (time-monotonic->julian-day time) (time-utc->julian-day (tai->utc time)))
  (define (time-monotonic->modified-julian-day time)
    (- (time-monotonic->julian-day time) modified))
  (define (date->julian-day date) (time-utc->julian-day (date->time-utc date)))
  (define (date->modified-julian-day date) (- (date->julian-day date) modified))
  (define (julian-day->time-tai day) (utc->tai (julian-day->time-utc day)))
  (define (julian-day->time-monotonic day)
    (time-utc->time-monotonic (julian-day->time-utc day)))
  (define (julian-day->date day . offset)
    (apply time-utc->date (julian-day->time-utc day) offset))
  (define (modified-julian-day->date day . offset)
    (apply julian-day->date (+ day modified) offset))
  (define (modified-julian-day->time-utc day) (julian-day->time-utc (+ day modified)))
  (define (modified-julian-day->time-tai day) (julian-day->time-tai (+ day modified)))
  (define (modified-julian-day->time-monotonic day)
    (julian-day->time-monotonic (+ day modified)))
  (define (current-julian-day) (time-utc->julian-day (current-time)))
  (define (current-modified-julian-day) (time-utc->modified-julian-day (current-time)))

  ;; Text

  (define day-names
    '#("Sunday" "Monday" "Tuesday" "Wednesday" "Thursday" "Friday" "Saturday"))

  (define month-names
    '#("January" "February" "March" "April" "May" "June" "July" "August" "September" "October"
       "November" "December"))

  (define (short name) (substring name 0 3))

  (define (padded number width pad)
    (let ((text (number->string number)))
      (if (and pad (< (string-length text) width))
          (string-append (make-string (- width (string-length text)) pad) text)
          text)))

  (define (zone offset)
    (if (zero? offset)
        "Z"
        (let ((minutes (quotient (abs offset) 60)))
          (string-append (if (negative? offset) "-" "+")
            (padded (quotient minutes 60) 2 #\0) (padded (modulo minutes 60) 2 #\0)))))

  (define (twelve hour) (+ 1 (modulo (+ hour 11) 12)))

  (define (fraction nanos)
    (let loop ((text (padded nanos 9 #\0)))
      (let ((last (- (string-length text) 1)))
        (if (and (> last 0) (char=? #\0 (string-ref text last)))
            (loop (substring text 0 last))
            text))))

  (define (week-since date first-day)
    (if (> (modulo (- (week-day (days (date-year date) 1 1)) first-day) 7) 0)
        (+ 1 (date-week-number date first-day))
        (date-week-number date first-day)))

  (define (part date c pad)
    (define (two number) (padded number 2 (if (eq? pad 'default) #\0 pad)))
    (define (blank number) (padded number 2 (if (eq? pad 'default) #\space pad)))
    (case c
      ((#\~) "~")
      ((#\a) (short (vector-ref day-names (date-week-day date))))
      ((#\A) (vector-ref day-names (date-week-day date)))
      ((#\b #\h) (short (vector-ref month-names (- (date-month date) 1))))
      ((#\B) (vector-ref month-names (- (date-month date) 1)))
      ((#\c) (date->string date "~a ~b ~d ~H:~M:~S~z ~Y"))
      ((#\d) (two (date-day date)))
      ((#\D) (date->string date "~m/~d/~y"))
      ((#\e) (blank (date-day date)))
      ((#\f)
       (string-append (two (date-second date))
         (if (zero? (date-nanosecond date))
             ""
             (string-append "." (fraction (date-nanosecond date))))))
      ((#\H) (two (date-hour date)))
      ((#\I) (two (twelve (date-hour date))))
      ((#\j) (padded (date-year-day date) 3 (if (eq? pad 'default) #\0 pad)))
      ((#\k) (blank (date-hour date)))
      ((#\l) (blank (twelve (date-hour date))))
      ((#\m) (two (date-month date)))
      ((#\M) (two (date-minute date)))
      ((#\n) "\n")
      ((#\N) (padded (date-nanosecond date) 9 (if (eq? pad 'default) #\0 pad)))
      ((#\p) (if (< (date-hour date) 12) "AM" "PM"))
      ((#\r) (date->string date "~I:~M:~S ~p"))
      ((#\s) (number->string (date->seconds date)))
      ((#\S) (two (date-second date)))
      ((#\t) "\t")
      ((#\T #\X) (date->string date "~H:~M:~S"))
      ((#\U) (two (week-since date 0)))
      ((#\V) (two (date-week-number date 1)))
      ((#\w) (number->string (date-week-day date)))
      ((#\W) (two (week-since date 1)))
      ((#\x) (date->string date "~m/~d/~y"))
      ((#\y) (two (modulo (date-year date) 100)))
      ((#\Y) (number->string (date-year date)))
      ((#\z #\Z) (zone (date-zone-offset date)))
      ((#\1) (date->string date "~Y-~m-~d"))
      ((#\2) (date->string date "~H:~M:~S~z"))
      ((#\3) (date->string date "~H:~M:~S"))
      ((#\4) (date->string date "~Y-~m-~dT~H:~M:~S~z"))
      ((#\5) (date->string date "~Y-~m-~dT~H:~M:~S"))
      (else (r7rs:error "date->string: unknown format character" c))))

  (define date->string
    (case-lambda
      ((date) (date->string date "~c"))
      ((date format)
       (let loop ((chars (string->list format)) (parts '()))
         (cond
           ((null? chars) (apply string-append (reverse parts)))
           ((or (not (char=? #\~ (car chars))) (null? (cdr chars)))
            (loop (cdr chars) (cons (string (car chars)) parts)))
           ((and (char=? #\- (cadr chars)) (pair? (cddr chars)))
            (loop (cdddr chars) (cons (part date (caddr chars) #f) parts)))
           ((and (char=? #\_ (cadr chars)) (pair? (cddr chars)))
            (loop (cdddr chars) (cons (part date (caddr chars) #\space) parts)))
           (else (loop (cddr chars) (cons (part date (cadr chars) 'default) parts))))))))

  ;; Reading: a reader takes the characters that are left and the fields so far, a list of names and
  ;; values, and gives both.

  (define (bad what)
    (r7rs:error "string->date: the text does not fit the format" what))

  (define (digits chars least most)
    (let loop ((chars chars) (number 0) (count 0))
      (if (and (pair? chars) (char-numeric? (car chars)) (or (not most) (< count most)))
          (loop (cdr chars) (+ (* 10 number) (- (char->integer (car chars)) 48)) (+ count 1))
          (if (< count least) (bad 'digits) (cons number chars)))))

  (define (starts? chars word)
    (let loop ((chars chars) (word word))
      (cond
        ((null? word) #t)
        ((null? chars) #f)
        ((char-ci=? (car chars) (car word)) (loop (cdr chars) (cdr word)))
        (else #f))))

  ;; The number of the name that the characters start with, and the rest of them.
  (define (read-name chars names abbreviated?)
    (let loop ((i 0))
      (if (= i (vector-length names))
          (bad 'name)
          (let* ((name (vector-ref names i))
                 (word (string->list (if abbreviated? (short name) name))))
            (if (starts? chars word)
                (cons i (list-tail chars (length word)))
                (loop (+ i 1)))))))

  (define (read-zone chars)
    (cond
      ((null? chars) (bad 'zone))
      ((char-ci=? #\z (car chars)) (cons 0 (cdr chars)))
      ((memv (car chars) '(#\+ #\-))
       (let* ((hours (digits (cdr chars) 2 2))
              (rest (cdr hours))
              (rest (if (and (pair? rest) (char=? #\: (car rest))) (cdr rest) rest))
              (minutes (if (and (pair? rest) (char-numeric? (car rest)))
                           (digits rest 2 2)
                           (cons 0 rest)))
              (seconds (+ (* 3600 (car hours)) (* 60 (car minutes)))))
         (cons (if (char=? #\- (car chars)) (- seconds) seconds) (cdr minutes))))
      (else (bad 'zone))))

  (define (skip-to ok? chars)
    (if (or (null? chars) (ok? (car chars))) chars (skip-to ok? (cdr chars))))

  ;; The field that a directive reads, its value and the rest; #f for a field that does not count.
  (define (read-part c chars)
    (define (number field least most)
      (let ((found (digits (skip-to char-numeric? chars) least most)))
        (list field (car found) (cdr found))))
    (define (name field names abbreviated? add)
      (let ((found (read-name (skip-to char-alphabetic? chars) names abbreviated?)))
        (list field (+ add (car found)) (cdr found))))
    (case c
      ((#\a) (name #f day-names #t 0))
      ((#\A) (name #f day-names #f 0))
      ((#\b #\h) (name 'month month-names #t 1))
      ((#\B) (name 'month month-names #f 1))
      ((#\d #\e) (number 'day 1 2))
      ((#\H #\k) (number 'hour 1 2))
      ((#\m) (number 'month 1 2))
      ((#\M) (number 'minute 1 2))
      ((#\S) (number 'second 1 2))
      ((#\N) (number 'nanosecond 1 9))
      ((#\y)
       (let* ((found (number 'year 2 2)) (year (cadr found)))
         (list 'year (+ year (if (< year 50) 2000 1900)) (caddr found))))
      ((#\Y) (number 'year 1 4))
      ((#\z)
       (let ((found (read-zone chars)))
         (list 'zone (car found) (cdr found))))
      (else (r7rs:error "string->date: unknown format character" c))))

  (define (string->date text format)
    (let loop ((chars (string->list text)) (format (string->list format)) (fields '()))
      (define (field name otherwise)
        (let ((found (assq name fields))) (if found (cdr found) otherwise)))
      (cond
        ((null? format)
         (let* ((plain (make-date (field 'nanosecond 0) (field 'second 0) (field 'minute 0)
                         (field 'hour 0) (field 'day 1) (field 'month 1) (field 'year 1970) 0))
                (offset (field 'zone #f)))
           (make-date (date-nanosecond plain) (date-second plain) (date-minute plain)
             (date-hour plain) (date-day plain) (date-month plain) (date-year plain)
             (or offset (local-offset (date->seconds plain))))))
        ((and (char=? #\~ (car format)) (pair? (cdr format)))
         (if (char=? #\~ (cadr format))
             (loop (cdr chars) (cddr format) fields)
             (let ((found (read-part (cadr format) chars)))
               (loop (caddr found) (cddr format)
                     (cons (cons (car found) (cadr found)) fields)))))
        ((and (pair? chars) (char=? (car chars) (car format)))
         (loop (cdr chars) (cdr format) fields))
        (else (bad text))))))
