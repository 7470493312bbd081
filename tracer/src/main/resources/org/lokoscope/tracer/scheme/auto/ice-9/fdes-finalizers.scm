;; Stands before the module of Guile that has this name, which of fibers only the scheduler loads:
;; with its compiled file early in GUILE_LOAD_COMPILED_PATH, each Guile process that loads fibers is
;; traced. It loads what it stands before and then the tracer that lies beside it; whatever goes
;; wrong, the program runs untraced.

(define-module (lokoscope auto))

(define name "ice-9/fdes-finalizers")

(define own (search-path %load-compiled-path (string-append name ".go")))

(define own-directory (dirname (dirname own)))

;; The module itself.
(let ((compiled (search-path (filter (lambda (directory)
                                       (not (string=? directory own-directory)))
                                     %load-compiled-path)
                             (string-append name ".go")))
      (source (search-path %load-path (string-append name ".scm"))))
  (if compiled
      (load-compiled compiled)
      (primitive-load source)))

(define streams (getenv "LOKOSCOPE_STREAMS"))

(when (and streams (not (resolve-module '(lokoscope guile) #f #:ensure #f)))
  (catch #t
    (lambda ()
      (let ((directory (dirname own-directory)))
        (for-each
         (lambda (file) (load-compiled (string-append directory "/" file)))
         '("lokoscope/host.guile.go" "lokoscope/writer.go" "lokoscope/guile/output.go"
           "lokoscope/guile/forms.go" "lokoscope/guile/places.go" "lokoscope/guile/fibers.go"
           "lokoscope/guile/dump.go"
           "lokoscope/guile.go" "lokoscope/check.go"))
        ((module-ref (resolve-interface '(lokoscope guile)) 'trace-fibers!) streams)))
    (lambda (key . arguments)
      (display "lokoscope: cannot be loaded; this process is not traced\n"
               (current-error-port)))))
