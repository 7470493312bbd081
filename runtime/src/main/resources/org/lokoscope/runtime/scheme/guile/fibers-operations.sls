;;; (fibers operations)

(library (fibers operations)
  (export wrap-operation choice-operation perform-operation
          (rename (guile:make-base-operation make-base-operation)))
  (import (lokoscope private builtins) (only (fibers scheduler) current-scheduler))

  ;; A block procedure of Guile's gets a flag, the scheduler and the procedure that resumes. The
  ;; flag is an atomic box with W as long as nobody has resumed.
  (define (guile:make-base-operation wrap try block)
    (make-base-operation wrap try
      (lambda (resume state)
        (block (%operation-flag state) (current-scheduler) resume)))))
