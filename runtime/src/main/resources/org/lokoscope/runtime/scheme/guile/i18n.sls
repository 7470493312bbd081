;;; (ice-9 i18n): what depends on languages. There is one locale, C.

(library (ice-9 i18n)
  (export make-locale locale? %global-locale
          string-locale<? string-locale>? string-locale-ci<? string-locale-ci>?
          string-locale-ci=? char-locale<? char-locale>? char-locale-ci<? char-locale-ci>?
          char-locale-ci=? char-locale-downcase char-locale-upcase char-locale-titlecase
          string-locale-downcase string-locale-upcase string-locale-titlecase
          locale-string->integer locale-string->inexact number->locale-string
          monetary-amount->locale-string
          locale-day locale-day-short locale-month locale-month-short locale-encoding
          locale-am-string locale-pm-string locale-date+time-format locale-date-format
          locale-time-format locale-time+am/pm-format locale-decimal-point
          locale-thousands-separator locale-digit-grouping locale-yes-regexp locale-no-regexp
          locale-currency-symbol locale-monetary-decimal-point
          locale-monetary-thousands-separator locale-monetary-fractional-digits
          setlocale gettext ngettext textdomain bindtextdomain bind-textdomain-codeset)
  (import (guile))

  (define-record-type locale
    (new-locale)
    locale?)

  (define %global-locale (new-locale))
  (define (make-locale categories name . base) %global-locale)

  (define (without-locale f) (lambda (a b . locale) (f a b)))
  (define (without-locale1 f) (lambda (a . locale) (f a)))

  (define string-locale<? (without-locale string<?))
  (define string-locale>? (without-locale string>?))
  (define string-locale-ci<? (without-locale string-ci<?))
  (define string-locale-ci>? (without-locale string-ci>?))
  (define string-locale-ci=? (without-locale string-ci=?))
  (define char-locale<? (without-locale char<?))
  (define char-locale>? (without-locale char>?))
  (define char-locale-ci<? (without-locale char-ci<?))
  (define char-locale-ci>? (without-locale char-ci>?))
  (define char-locale-ci=? (without-locale char-ci=?))
  (define char-locale-downcase (without-locale1 char-downcase))
  (define char-locale-upcase (without-locale1 char-upcase))
  (define char-locale-titlecase (without-locale1 char-titlecase))
  (define string-locale-downcase (without-locale1 string-downcase))
  (define string-locale-upcase (without-locale1 string-upcase))
  (define string-locale-titlecase (without-locale1 string-titlecase))

  ;; The number that a text starts with, and how many characters that takes.
  (define (read-number pattern text convert)
    (let ((match (regexp-exec (make-regexp pattern) text)))
      (if match
          (values (convert (substring text 0 (cdr (vector-ref match 1)))) (cdr (vector-ref match 1)))
          (values #f 0))))

  (define* (locale-string->integer text #:optional (base 10) locale)
    (read-number (string-append "^[ ]*[-+]?[" (digits-of base) "]+") text
      (lambda (part) (string->number (string-trim part) base))))

  (define (digits-of base)
    (string-append (substring "0123456789" 0 (min base 10))
                   (substring "abcdefghijklmnopqrstuvwxyz" 0 (max 0 (- base 10)))
                   (substring "ABCDEFGHIJKLMNOPQRSTUVWXYZ" 0 (max 0 (- base 10)))))

  (define* (locale-string->inexact text #:optional locale)
    (read-number "^[ ]*[-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)?" text
      (lambda (part) (exact->inexact (string->number (string-trim part))))))

  (define* (number->locale-string number #:optional (digits #t) locale)
    (cond
      ((integer? number) (number->string number))
      ((eq? digits #t) (number->string number))
      (else (format #f (string-append "~," (number->string digits) "f") number))))

  (define* (monetary-amount->locale-string amount intl? #:optional locale)
    (format #f "~,2f" amount))

  (define (name-of names)
    (lambda (n . locale) (list-ref names (- n 1))))

  (define days '("Sunday" "Monday" "Tuesday" "Wednesday" "Thursday" "Friday" "Saturday"))

  (define months
    '("January" "February" "March" "April" "May" "June" "July" "August" "September" "October"
      "November" "December"))

  (define (shortened names) (map (lambda (name) (substring name 0 3)) names))

  (define locale-day (name-of days))
  (define locale-day-short (name-of (shortened days)))
  (define locale-month (name-of months))
  (define locale-month-short (name-of (shortened months)))

  (define (constant value) (lambda locale value))

  (define locale-encoding (constant "UTF-8"))
  (define locale-am-string (constant "AM"))
  (define locale-pm-string (constant "PM"))
  (define locale-date+time-format (constant "%a %b %e %H:%M:%S %Y"))
  (define locale-date-format (constant "%m/%d/%y"))
  (define locale-time-format (constant "%H:%M:%S"))
  (define locale-time+am/pm-format (constant "%I:%M:%S %p"))
  (define locale-decimal-point (constant "."))
  (define locale-thousands-separator (constant ""))
  (define locale-digit-grouping (constant '()))
  (define locale-yes-regexp (constant "^[yY]"))
  (define locale-no-regexp (constant "^[nN]"))
  (define (locale-currency-symbol intl? . locale) (if intl? "" "-"))
  (define (locale-monetary-decimal-point . locale) "")
  (define (locale-monetary-thousands-separator . locale) "")
  (define (locale-monetary-fractional-digits intl? . locale) 2)

  ;; Of the core. Messages have no translations.

  (define* (setlocale category #:optional locale) "C")
  (define* (gettext message #:optional domain category) message)

  (define* (ngettext message plural n #:optional domain category)
    (if (= n 1) message plural))

  (define* (textdomain #:optional domain) (or domain "messages"))
  (define* (bindtextdomain domain #:optional folder) folder)
  (define* (bind-textdomain-codeset domain #:optional encoding) encoding))
