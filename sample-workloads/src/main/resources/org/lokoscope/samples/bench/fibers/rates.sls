;; Measures by the clock: the best of several rounds, after a warm-up.
(library (rates)
  (export measure-rate measure-seconds seconds)
  (import (rnrs)
          (only (scheme time) current-jiffy jiffies-per-second))

  ;; Seconds.
  (define warm-up 3.0)
  (define measured 2.0)
  (define rounds 12)

  ;; How long a thunk takes.
  (define (seconds thunk)
    (let ((start (current-jiffy)))
      (thunk)
      (inexact (/ (- (current-jiffy) start) (jiffies-per-second)))))

  ;; Prints how many operations a second a round makes. A round is a thunk that returns the seconds
  ;; that count.
  (define (measure-rate operations round)
    (show 'rate (/ operations (best round))))

  (define (measure-seconds round)
    (show 'seconds (best round)))

  (define (show unit number)
    (display unit)
    (display " ")
    (display number)
    (newline))

  ;; The least time of all rounds after the warm-up, which are so many and take so long at least.
  (define (best round)
    (repeat round 1 warm-up)
    (repeat round rounds measured))

  (define (repeat round count least)
    (let ((end (+ (current-jiffy) (* least (jiffies-per-second)))))
      (let loop ((i 1) (best (round)))
        (if (and (>= i count) (>= (current-jiffy) end))
            best
            (loop (+ i 1) (min best (round))))))))
