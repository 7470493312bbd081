;; guile -l DIR/lokoscope-guile.scm PROGRAM records what the fibers of PROGRAM do, into the directory
;; or to the socket that LOKOSCOPE_STREAMS names, or else into the directory lokoscope-streams.
;; docs/guile-fibers.md tells more.
;;
;; What it loads is compiled the first time, which takes some seconds: into LOKOSCOPE_GUILE_CACHE,
;; or beside this file, or into the user's cache.

(define-module (lokoscope-guile)
  #:autoload (system base compile) (compile-file)
  #:export (compile-lokoscope))

(define files
  '("lokoscope/host.guile.sls" "lokoscope/writer.sls" "lokoscope/guile/output.scm"
    "lokoscope/guile/forms.scm" "lokoscope/guile/places.scm" "lokoscope/guile/fibers.scm"
    "lokoscope/guile/dump.scm" "lokoscope/guile.scm" "lokoscope/check.scm"))

(define shadow "auto/ice-9/fdes-finalizers.scm")

(define here
  (let ((name (or (current-filename)
                  (and (current-load-port) (port-filename (current-load-port))))))
    (if (absolute-file-name? name)
        (dirname name)
        (dirname (or (search-path %load-path name)
                     (string-append (getcwd) "/" name))))))

(define (make-directories name)
  (unless (file-exists? name)
    (make-directories (dirname name))
    (mkdir name)))

(define (usable? directory)
  (catch #t
    (lambda ()
      (make-directories directory)
      (access? directory W_OK))
    (lambda _ #f)))

(define cache
  (let ((name (string-append "lokoscope-guile-" (version))))
    (let loop ((places (list (getenv "LOKOSCOPE_GUILE_CACHE")
                             (string-append here "/compiled-" (version))
                             (string-append (or (getenv "XDG_CACHE_HOME")
                                                (string-append (or (getenv "HOME") "/tmp") "/.cache"))
                                            "/" name)
                             (string-append "/tmp/" name "-" (number->string (getuid))))))
      (cond ((null? places) (error "no directory for compiled files"))
            ((and (car places) (usable? (car places))) (car places))
            (else (loop (cdr places)))))))

(define (compiled file)
  (string-append cache "/" (substring file 0 (string-rindex file #\.)) ".go"))

(define (newer? file than)
  (let ((a (stat file #f)) (b (stat than #f)))
    (and a b (>= (stat:mtime a) (stat:mtime b)))))

;; Compiles what is not, or what stands on something that was compiled now; into a file of another
;; name first, for others may be doing the same.
(define before #f)

(define (compile-lokoscope file)
  (let ((source (string-append here "/" file)) (to (compiled file)))
    (unless (and (newer? to source)
                 (or (not before) (newer? to before)))
      (let ((temporary (string-append to "." (number->string (getpid)))))
        (make-directories (dirname to))
        (parameterize ((current-warning-port (%make-void-port "w")))
          (compile-file source #:output-file temporary #:env (make-fresh-user-module)))
        (rename-file temporary to)))
    (set! before to)
    to))

(save-module-excursion
 (lambda ()
   (for-each (lambda (file) (load-compiled (compile-lokoscope file))) files)))
(when (file-exists? (string-append here "/" shadow))
  (compile-lokoscope shadow))

(unless (getenv "LOKOSCOPE_COMPILE_ONLY")
  ((module-ref (resolve-interface '(lokoscope guile)) 'trace-fibers!)
   (or (getenv "LOKOSCOPE_STREAMS")
       (begin
         (unless (file-exists? "lokoscope-streams")
           (mkdir "lokoscope-streams"))
         "lokoscope-streams"))))
