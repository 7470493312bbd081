;;; (ice-9 history): values of the prompt, which keeps none under names of their own.

(library (ice-9 history)
  (export enable-value-history! disable-value-history! clear-value-history!
          value-history-enabled?)
  (import (guile))

  (define (enable-value-history!) *unspecified*)
  (define (disable-value-history!) *unspecified*)
  (define (clear-value-history!) *unspecified*)
  (define (value-history-enabled?) #f))
