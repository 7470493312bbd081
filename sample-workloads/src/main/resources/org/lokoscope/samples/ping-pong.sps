;; Ping-pong: two fibers and two channels.
;;
;; A ball goes to and fro. A put on a channel waits until somebody gets, so the two fibers take
;; turns: in the timeline each runs for a moment, wakes the other, and waits.
;;
;; Usage: ping-pong.sps [MESSAGES]
(import (rnrs)
        (only (scheme time) current-jiffy jiffies-per-second)
        (loko system fibers))

(define messages
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 40000)))

(define rounds (div messages 2))

;; Gives back whatever comes.
(define (pong from to)
  (do ((i 0 (+ i 1)))
      ((= i rounds))
    (put-message to (get-message from))))

;; Sends the numbers from 0 and checks that they come back.
(define (ping to from)
  (do ((i 0 (+ i 1)))
      ((= i rounds))
    (put-message to i)
    (assert (= i (get-message from)))))

(let ((there (make-channel))
      (back (make-channel))
      (start (current-jiffy)))
  (spawn-fiber (lambda () (pong there back)))
  (ping there back)
  (let ((seconds (/ (max 1 (- (current-jiffy) start)) (jiffies-per-second))))
    (display "done: ")
    (display messages)
    (display " messages, ")
    (display (round (/ messages seconds)))
    (display " a second")
    (newline)))
