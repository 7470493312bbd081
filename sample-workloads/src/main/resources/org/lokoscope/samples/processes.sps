;; Two processes share the work of counting primes, on however many virtual CPUs the run has.
;;
;; Processes share nothing: each message is a copy. Both compute between two messages and neither
;; ever offers to stop; on one CPU the scheduler preempts the one that has used up its time, and
;; the timeline shows them take turns. Try it with --cpus 2.
;;
;; The helper process runs a procedure of the library in processes-lib.sls.
;;
;; Usage: processes.sps [BLOCKS]
(import (rnrs)
        (lokoscope processes)
        (processes-lib))

(define blocks
  (let ((arguments (cdr (command-line))))
    (if (pair? arguments) (string->number (car arguments)) 40)))

(define block-size 5000)

;; Gives every other block to the helper, counts the one after it here, and adds the two.
(define (count-all helper)
  (let loop ((block 0) (sum 0))
    (cond ((< block blocks)
           (send-message helper (list (self-pid) (* block block-size)))
           (let ((mine (if (< (+ block 1) blocks)
                           (count-primes (* (+ block 1) block-size) block-size)
                           0)))
             (loop (+ block 2) (+ sum mine (receive-message)))))
          (else
           (send-message helper 'stop)
           sum))))

(let* ((helper (spawn-process '(processes-lib) 'helper block-size))
       (primes (count-all helper)))
  (display "done: ")
  (display blocks)
  (display " blocks, ")
  (display primes)
  (display " primes below ")
  (display (* blocks block-size))
  (newline))
