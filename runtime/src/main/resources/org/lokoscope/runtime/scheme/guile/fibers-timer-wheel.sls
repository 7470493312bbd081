;;; (fibers timer-wheel): what shall be done at which time. Times are in internal time units; a tick
;;; is a millisecond, rounded to a power of two of them. What is due in the same tick comes in the
;;; order in which it was added. TimerWheel.java keeps the entries.

(library (fibers timer-wheel)
  (export make-timer-wheel timer-wheel-add! timer-wheel-remove! timer-wheel-next-entry-time
          timer-wheel-next-tick-start timer-wheel-next-tick-end timer-wheel-advance!
          timer-wheel-dump)
  (import (lokoscope private builtins))

  (define* (make-timer-wheel #:key (now (current-jiffy)) precision idle-precision)
    (%make-timer-wheel now))

  (define (timer-wheel-add! wheel time object) (%timer-wheel-add! wheel time object))

  (define (timer-wheel-remove! wheel entry) (%timer-wheel-remove! wheel entry))

  (define (timer-wheel-next-entry-time wheel) (%timer-wheel-next-entry wheel))

  (define (timer-wheel-next-tick-start wheel) (%timer-wheel-tick-start wheel))

  (define (timer-wheel-next-tick-end wheel) (%timer-wheel-tick-end wheel))

  ;; Calls SCHEDULE! on everything that is due in the ticks that have passed entirely at TIME.
  (define (timer-wheel-advance! wheel time schedule!)
    (let loop ()
      (let ((due (%timer-wheel-pop! wheel time)))
        (when due
          (schedule! (car due))
          (loop)))))

  (define* (timer-wheel-dump wheel #:key (port (current-output-port)))
    (display wheel port)
    (newline port)))
