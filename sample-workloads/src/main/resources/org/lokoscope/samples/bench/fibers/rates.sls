;; Measures by the clock: the best of several rounds, after a warm-up.
(library (rates)
  (export measure-rate measure-seconds seconds)
  (import (rnrs)
          (only (scheme time) current-jiffy jiffies-per-second))

  (define warm-up 3.0)
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

  (define (best round)
    (let warm ((end (+ (current-jiffy) (* warm-up (jiffies-per-second)))))
      (round)
      (when (< (current-jiffy) end)
        (warm end)))
    (let loop ((i 1) (best (round)))
      (if (= i rounds)
          best
          (loop (+ i 1) (min best (round)))))))
