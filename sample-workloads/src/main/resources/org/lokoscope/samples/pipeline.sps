;; Pipeline: each stage is a fiber that reads from the channel before it and writes to the next.
;;
;;   numbers -> square -> keep odd -> sum
;;
;; No stage knows more than its two channels. A stage that is slower than the one before it holds
;; it up, because a put waits for a get: nothing piles up between them. The symbol `end` travels
;; through all stages and ends each of them.
;;
;; Usage: pipeline.sps [NUMBERS]
(import (rnrs)
        (loko system fibers))

(define count
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 6000)))

;; Starts a fiber that calls (work item emit) for each item, and returns its output channel.
(define (stage in work)
  (let ((out (make-channel)))
    (define (emit item) (put-message out item))
    (spawn-fiber
     (lambda ()
       (let loop ((item (get-message in)))
         (cond ((eq? item 'end) (emit 'end))
               (else (work item emit)
                     (loop (get-message in)))))))
    out))

(define (numbers n)
  (let ((out (make-channel)))
    (spawn-fiber
     (lambda ()
       (do ((i 1 (+ i 1)))
           ((> i n) (put-message out 'end))
         (put-message out i))))
    out))

(let* ((squares (stage (numbers count) (lambda (n emit) (emit (* n n)))))
       (odd (stage squares (lambda (n emit) (when (odd? n) (emit n))))))
  (let loop ((item (get-message odd)) (sum 0))
    (cond ((eq? item 'end)
           (display "done: ")
           (display count)
           (display " numbers, the sum of their odd squares is ")
           (display sum)
           (newline))
          (else (loop (get-message odd) (+ sum item))))))
