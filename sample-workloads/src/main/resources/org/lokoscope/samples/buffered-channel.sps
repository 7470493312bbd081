;; Buffered channel: a sender in bursts and a steady receiver, with room for 16 messages between.
;;
;; On a plain channel the sender waits for the receiver at each message. Here it gets ahead by as
;; many as the buffer holds, then waits: in the timeline its lane shows bursts, the receiver's an
;; even rhythm. The buffer is a fiber of its own, out of (lokoscope channels), which holds never
;; more than 16 messages, so nothing grows.
;;
;; Usage: buffered-channel.sps [BURSTS]
(import (rnrs)
        (loko system fibers)
        (lokoscope channels))

(define bursts
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 400)))

(define burst-size 12)

(define buffer (make-buffered-channel 16))

(define (send-bursts)
  (do ((burst 0 (+ burst 1)))
      ((= burst bursts))
    (do ((i 0 (+ i 1)))
        ((= i burst-size))
      (buffered-put buffer (+ (* burst burst-size) i)))
    (sleep 0.0005))
  (close-buffered-channel! buffer))

(spawn-fiber send-bursts)

(let loop ((message (buffered-get buffer)) (count 0) (sum 0))
  (cond ((eof-object? message)
         (display "done: ")
         (display count)
         (display " messages, their sum is ")
         (display sum)
         (newline))
        (else (loop (buffered-get buffer) (+ count 1) (+ sum message)))))
