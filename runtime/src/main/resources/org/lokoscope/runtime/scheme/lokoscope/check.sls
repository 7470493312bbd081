;;; What a test of a program can ask of its fibers, and the check that something done again and again
;;; leaves nothing behind. Works without a trace; usable inside of SRFI 64.

(library (lokoscope check)
  (export assert-steady continuation-words live-fibers)
  (import (rnrs) (loko system fibers) (lokoscope private builtins))

  ;; What is left behind, as lists of a name and a count: nothing of it may grow without end.
  (define (left-behind)
    (list (cons "live fibers" (live-fibers))
          (cons "words of suspended continuations" (%suspended-words))
          (cons "armed timers" (%armed-timers))))

  ;; A turn for each fiber that is ready, so that those that are about to end do.
  (define (settle)
    (do ((i 0 (+ i 1))) ((= i 3)) (yield-current-task)))

  (define (run thunk times)
    (do ((i 0 (+ i 1))) ((= i times)) (thunk))
    (settle)
    (left-behind))

  ;; Calls the thunk so many times, at least 8, and raises an assertion violation if more and more is
  ;; left behind: if there is more after each quarter than after the one before, from the second on,
  ;; and in the last one more by at least one for every second call.
  (define (assert-steady thunk iterations)
    (unless (and (integer? iterations) (exact? iterations) (>= iterations 8))
      (assertion-violation 'assert-steady "expected a number of iterations from 8 on" iterations))
    (%count-suspended-words)
    (let* ((quarter (div iterations 4))
           (first (run thunk (- iterations (* 3 quarter))))
           (second (run thunk quarter))
           (third (run thunk quarter))
           (last (run thunk quarter)))
      (for-each
       (lambda (a b c d)
         (let ((more (- (cdr d) (cdr c))))
           (when (and (< (cdr a) (cdr b) (cdr c) (cdr d))
                      (>= (* 2 more) quarter))
             (assertion-violation
              'assert-steady
              (string-append "more and more " (car d) ": after each quarter of the iterations")
              (cdr a) (cdr b) (cdr c) (cdr d)))))
       first second third last))))
