;; How much later than it wants a process runs beside one in a tight loop, on one CPU: the worst of
;; many times. Half of them, nine in ten and so on go to the error output.
(import (rnrs) (loko system fibers) (lokoscope processes) (workers)
        (only (scheme time) current-jiffy jiffies-per-second)
        (only (srfi :27) random-integer))

(define rounds 600)

(define (seconds-now) (/ (inexact (current-jiffy)) (jiffies-per-second)))

;; Sleeps for some milliseconds; returns how much too long.
(define (lateness)
  (let* ((rest (/ (+ 1 (random-integer 9)) 1000.0))
         (due (+ (seconds-now) rest)))
    (sleep rest)
    (max 0.0 (- (seconds-now) due))))

(define (share sorted part)
  (vector-ref sorted (min (- rounds 1) (exact (floor (* part rounds))))))

(define (say . words)
  (for-each (lambda (word) (display word (current-error-port))) words))

(define (milliseconds seconds)
  (/ (round (* seconds 1e5)) 100.0))

(spawn-process '(workers) 'spin 0)
(sleep 0.2)
(let ((delays (make-vector rounds)))
  (do ((i 0 (+ i 1))) ((= i rounds))
    (vector-set! delays i (lateness)))
  (let ((sorted (vector-sort < delays)))
    (say "delays in milliseconds:")
    (for-each
      (lambda (part) (say "  " (* 100 part) " % " (milliseconds (share sorted part))))
      '(0.5 0.9 0.99))
    (say "  worst " (milliseconds (share sorted 1)) "\n")
    (display "seconds ")
    (display (share sorted 1))
    (newline)))
