;; Select, as in Go: one fiber serves several channels, sends on another, and has a time limit.
;;
;; The clerk takes orders and cancellations, whichever comes first, writes to a ledger when that is
;; ready, and looks up when nothing has happened for a while. Arms that lose leave nothing behind:
;; the graphs of offers and timers stay flat.
;;
;; Usage: select.sps [ORDERS]
(import (rnrs)
        (loko system fibers)
        (lokoscope channels))

(define order-count
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 3000)))

(define orders (make-channel))
(define cancellations (make-channel))
(define ledger (make-buffered-channel 8))
(define closed (make-cvar))

;; Orders the numbers from 1; every fifth is cancelled again.
(define (customer)
  (do ((i 1 (+ i 1)))
      ((> i order-count))
    (put-message orders i)
    (when (zero? (mod i 5))
      (put-message cancellations i))
    (when (zero? (mod i 500))
      (sleep 0.003)))
  (signal-cvar! closed))

;; Writes what it has agreed to, one at a time, while more may come.
(define (clerk pending idle)
  (if (pair? pending)
      (select
       (((car pending) -> ledger) (clerk (cdr pending) idle))
       ((order <- orders) (clerk (append pending (list order)) idle))
       ((order <- cancellations) (clerk (append pending (list (- order))) idle)))
      (select
       ((order <- orders) (clerk (list order) idle))
       ((order <- cancellations) (clerk (list (- order)) idle))
       ((ignored <- (wrap-operation (wait-operation closed) (lambda () #t)))
        (close-buffered-channel! ledger))
       ((after 0.001) (clerk '() (+ idle 1))))))

(define (book-keeper sum)
  (let ((entry (buffered-get ledger)))
    (if (eof-object? entry)
        sum
        (book-keeper (+ sum entry)))))

(spawn-fiber customer)
(spawn-fiber (lambda () (clerk '() 0)))

(let ((sum (book-keeper 0)))
  (display "done: ")
  (display order-count)
  (display " orders, what was not cancelled adds up to ")
  (display sum)
  (newline))
