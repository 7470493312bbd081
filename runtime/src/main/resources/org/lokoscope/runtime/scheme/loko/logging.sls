;;; Loko's log is that of SRFI 215, with the names of the severities.

(library (loko system logging)
  (export send-log current-log-fields current-log-callback severity->symbol
          EMERGENCY ALERT CRITICAL ERROR WARNING NOTICE INFO DEBUG)
  (import (lokoscope private builtins) (srfi :215))

  (define names '#(EMERGENCY ALERT CRITICAL ERROR WARNING NOTICE INFO DEBUG))

  (define (severity->symbol severity)
    (unless (and (fixnum? severity) (fx<=? 0 severity 7))
      (assertion-violation 'severity->symbol "expected a severity from 0 to 7" severity))
    (vector-ref names severity)))
