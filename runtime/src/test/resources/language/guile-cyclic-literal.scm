;; A literal that is a cycle used to hang the look at what names a module uses before it defines them.
(use-modules (ice-9 match))
(define ring '#0=(1 2 . #0#))
(define both '#1=(#1# . #1#))
(display (list (car ring) (cadr ring) (caddr ring) (eq? (car both) both)))
(newline)

;; A form that is its own first part has no context to take.
(let ((cycle (list #f)))
  (set-car! cycle cycle)
  (write (catch #t (lambda () (datum->syntax cycle 'x)) (lambda (key . args) key)))
  (newline))
