#!/usr/bin/env guile
# -*- scheme -*-
!#
;;; Guile's modules: what a program uses, under which names, and what modules export.

(define-module (tests modules)
  #:use-module (guile counter)
  #:use-module ((srfi srfi-1) #:select (fold (filter-map . keep)) #:prefix list:)
  #:use-module ((ice-9 match) #:hide (match-let))
  #:use-module ((guile counter) #:renamer (symbol-prefix-proc 'c:))
  #:autoload (srfi srfi-13) (string-pad)
  #:export (main))

(define (show . objects)
  (for-each (lambda (object) (display object) (display " ")) objects)
  (newline))

(define counter (make-counter))
(counter)
(show (counter) (counter 'add 5))
(show (how-many '(a b c)) step shown)
(show (c:how-many '(a)) (eq? c:make-counter make-counter))
(show (list:fold + 0 '(1 2 3)) (list:keep (lambda (x) (and (odd? x) (* x x))) '(1 2 3)))
(show (string-pad "7" 3 #\0))
(show (match '(1 (2 3)) ((a (b c)) (list c b a))))
(show (match '(1 2 3) ((a . (and rest (b c))) (list rest c))))
(show ((@ (srfi srfi-1) last) '(1 2 3)) (@@ (guile counter) hidden))

;; A later use of modules, also from inside of another form.
(use-modules (ice-9 receive))
(eval-when (expand load eval)
  (use-modules ((srfi srfi-8) #:prefix r:)))
(receive (a . rest) (values 1 2 3) (show a rest))
(r:receive (a b) (values 1 2) (show b a))

;; What is defined here goes before what is imported, and may be defined again.
(define counted 'own)
(define (iota n) (list 'iota n))
(show counted (iota 3))
(define old-length length)
(show (old-length '(a b)))
(define (length list) (* 100 (old-length list)))
(define abs (let ((before abs)) (lambda (x) (list 'abs (before x)))))
(show (length '(a b)) (abs -3))
(define again 1)
(define (get-again) again)
(define again 2)
(show (get-again))

(define-public (twice x) (* 2 x))
(define-syntax-rule (my-or a b) "The first that holds." (let ((t a)) (if t t b)))
(define t 5)
(show (my-or #f t) (twice 4))
(define-syntax-rule (main) (show "main"))
(main)
