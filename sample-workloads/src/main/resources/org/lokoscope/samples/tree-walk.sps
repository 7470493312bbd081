;; Same fringe: do two trees have the same leaves in the same order, whatever their shapes?
;;
;; Each tree is walked by a fiber of its own, a plain recursion that hands over one leaf at a time.
;; One tree is balanced, the other leans to the left, so that its walk goes deep: its continuation
;; is large, up to the depth of the tree, and comes back. Deep is not a leak.
;;
;; Usage: tree-walk.sps [LEAVES] [TIMES]
(import (rnrs)
        (loko system fibers))

(define (argument index default)
  (let ((arguments (command-line)))
    (if (< index (length arguments))
        (string->number (list-ref arguments index))
        default)))

(define leaves (argument 1 500))
(define times (argument 2 10))

;; The leaves from low to high - 1. A tree is a leaf or a pair of trees.
(define (balanced low high)
  (if (= (+ low 1) high)
      low
      (let ((middle (div (+ low high) 2)))
        (cons (balanced low middle) (balanced middle high)))))

(define (leaning low high)
  (do ((leaf (+ low 1) (+ leaf 1))
       (tree low (cons tree leaf)))
      ((= leaf high) tree)))

;; Puts all leaves, then `end`, on a channel that it returns.
(define (fringe tree)
  (let ((out (make-channel)))
    (define (walk tree)
      (cond ((pair? tree)
             (walk (car tree))
             (walk (cdr tree)))
            (else (put-message out tree))))
    (spawn-fiber
     (lambda ()
       (do ((i 0 (+ i 1)))
           ((= i times))
         (walk tree))
       (put-message out 'end)))
    out))

(define (same? a b)
  (let loop ((count 0))
    (let ((x (get-message a)) (y (get-message b)))
      (cond ((not (eqv? x y)) #f)
            ((eq? x 'end) count)
            (else (loop (+ count 1)))))))

(display "done: ")
(display (same? (fringe (balanced 0 leaves)) (fringe (leaning 0 leaves))))
(display " leaves, all the same")
(newline)
