;; What a test of a program can ask of its fibers: the twin, on Guile, of our own library of this
;; name. It is there when lokoscope-guile.scm was loaded before the program.

(define-module (lokoscope check)
  #:use-module ((rnrs base) #:select (assertion-violation))
  #:use-module (srfi srfi-1)
  #:use-module (system vm frame)
  #:use-module (lokoscope guile)
  #:use-module (lokoscope guile fibers)
  #:use-module (lokoscope guile places)
  #:export (assert-steady))

;; A turn for each fiber that is ready, so that those that are about to end do.
(define (settle)
  (let ((yield (module-ref (resolve-module '(fibers scheduler)) 'yield-current-task)))
    (let loop ((i 0))
      (when (< i 3)
        (yield)
        (loop (+ i 1))))))

(define (words stack)
  (frame-address (stack-ref stack 0)))

;; Each fiber that lives, but for the one that asks, with the words of its continuation, 0 while it
;; runs.
(define (continuations)
  (let ((own (fluid-ref current-fiber)))
    (filter-map (lambda (fiber)
                  (and (not (eq? fiber own))
                       (let ((k (fiber-continuation fiber)))
                         (cons fiber (if k (words (make-stack k)) 0)))))
                (live-fibers))))

(define (run thunk times)
  (let loop ((i 0))
    (when (< i times)
      (thunk)
      (loop (+ i 1))))
  (settle)
  ;; Fibers that nothing can wake are not counted.
  (gc)
  (continuations))

(define (more-and-more? numbers quarter)
  (and (apply < numbers)
       (let ((last (reverse numbers)))
         (>= (* 2 (- (car last) (cadr last))) quarter))))

;; Calls the thunk so many times, at least 8, from within a fiber, and raises an assertion violation
;; if the continuation of another fiber is larger after each quarter than after the one before, from
;; the second on, and in the last one larger by at least a word for every second call; or if the
;; number of the other fibers grows so. The message names the line.
(define (assert-steady thunk iterations)
  (unless (and (exact-integer? iterations) (>= iterations 8))
    (assertion-violation 'assert-steady "expected a number of iterations from 8 on" iterations))
  (unless (fluid-ref current-fiber)
    (assertion-violation 'assert-steady "expected to be called by a fiber that is traced"))
  (let* ((quarter (quotient iterations 4))
         (first (run thunk (- iterations (* 3 quarter))))
         (second (run thunk quarter))
         (third (run thunk quarter))
         (last (run thunk quarter))
         (all (list first second third last)))
    (for-each
     (lambda (entry)
       (let ((sizes (map (lambda (turn) (or (assq-ref turn (car entry)) 0)) all)))
         (when (and (positive? (car sizes)) (more-and-more? sizes quarter))
           (apply assertion-violation 'assert-steady
                  (string-append
                   "more and more words of a suspended continuation" (growing-line (car entry))
                   ", in the fiber spawned" (line-of (fiber-spawn-site (car entry)))
                   ": after each quarter of the iterations")
                  sizes))))
     last)
    (let ((counts (map length all)))
      (when (more-and-more? counts quarter)
        (apply assertion-violation 'assert-steady
               (string-append "more and more live fibers, spawned"
                              (line-of (most-frequent (map (lambda (entry)
                                                             (fiber-spawn-site (car entry)))
                                                           last)))
                              ": after each quarter of the iterations")
               counts)))))

(define (line-of site)
  (let ((place (place-numbered site)))
    (if (and place (place-user? place))
        (string-append " at " (position place))
        " at a place that is not known")))

(define (position place)
  (string-append (place-file place) ":" (number->string (place-line place))))

;; The line of the call that repeats in the continuation of a fiber.
(define (growing-line fiber)
  (let* ((k (fiber-continuation fiber))
         (place (and k (repeated-place (make-stack k)))))
    (if place (string-append " at " (position place)) "")))

(define (most-frequent things)
  (let ((counts (make-hash-table)))
    (for-each (lambda (thing) (hash-set! counts thing (+ 1 (hash-ref counts thing 0)))) things)
    (fold (lambda (thing best)
            (if (> (hash-ref counts thing) (hash-ref counts best)) thing best))
          (car things)
          things)))
