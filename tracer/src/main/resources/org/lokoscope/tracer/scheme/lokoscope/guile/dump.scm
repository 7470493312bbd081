;; Answers `lokoscope dump`: what each fiber of this process does.
;;
;; No thread waits for the question, for a program that forks must not have one of ours; and no
;; signal carries it. A scheduler that turns looks, now and then, whether a file PID.ask lies in a
;; directory that only this user can reach. It removes it and leaves PID.answer. PID.guile says that
;; somebody looks, and when this process began: one that is killed leaves it behind, and its number is
;; given to others. Nothing here ever throws.

(define-module (lokoscope guile dump)
  #:use-module (srfi srfi-1)
  #:use-module (ice-9 textual-ports)
  #:use-module (system vm frame)
  #:use-module (lokoscope guile output)
  #:use-module (lokoscope guile fibers)
  #:use-module (lokoscope guile places)
  #:export (answer-dump! end-dumps!))

(define-syntax-rule (or-false body ...)
  (catch #t (lambda () body ...) (lambda _ #f)))

;; Where the command looks; the user's name as it writes it.
(define (directory)
  (or (getenv "LOKOSCOPE_DUMPS")
      (string-append
       "/tmp/lokoscope-"
       (string-map (lambda (c)
                     (if (or (char<=? #\a c #\z) (char<=? #\A c #\Z) (char<=? #\0 c #\9)
                             (memv c '(#\_ #\. #\-)))
                         c
                         #\_))
                   (passwd:name (getpwuid (getuid)))))))

(define (private? directory)
  (let ((found (stat directory)))
    (and (eq? (stat:type found) 'directory)
         (= (stat:uid found) (getuid))
         (= (stat:perms found) #o700))))

;; The process that said that it looks, and the files it looks at; without their suffix, or #f.
(define served #f)
(define files #f)

(define (begin-dumps! pid)
  (set! served pid)
  (set! files
    (or-false
     (let* ((directory (directory))
            (files (string-append directory "/" (number->string pid))))
       (unless (file-exists? directory)
         (mkdir directory #o700)
         (chmod directory #o700))
       (and (private? directory)
            (begin
              (remove! (string-append files ".ask"))
              (write-file (string-append files ".guile") (or (or-false (begun pid)) ""))
              files))))))

;; When a process began, as the system writes it; the name before it may have blanks and brackets.
(define (begun pid)
  (let* ((port (open-file (string-append "/proc/" (number->string pid) "/stat") "rb"))
         (text (get-string-all port)))
    (close-port port)
    (list-ref (string-tokenize (substring text (+ 1 (string-rindex text #\))))) 19)))

(define (remove! name)
  (or-false (delete-file name) #t))

(define (write-file name text)
  (let ((port (open-file name "wb0")))
    (chmod port #o600)
    (set-port-encoding! port "UTF-8")
    (setvbuf port 'block 65536)
    (display text port)
    (close-port port)))

;; Whoever calls this runs no fiber just now, or one that may be interrupted.
(define (answer-dump!)
  (or-false
   (let ((pid (getpid)))
     (unless (eqv? served pid)
       (begin-dumps! pid))
     (when (and files
                (file-exists? (string-append files ".ask"))
                ;; Of several schedulers one can remove it.
                (remove! (string-append files ".ask")))
       (let ((name (string-append files ".answer")))
         (write-file (string-append name ".new")
                     (or (exclusively #f (dump-text)) "the fibers cannot be told now\n"))
         (rename-file (string-append name ".new") name))))))

;; The last scheduler has ended, or the process is about to.
(define (end-dumps!)
  (when (and files (eqv? served (getpid)))
    (remove! (string-append files ".guile"))
    (set! served #f)
    (set! files #f)))

;; Fibers that are the same but for the object for which they wait are told once.

(define most-groups 200)
(define most-frames 60)
(define compared-frames 32)

(define-syntax-rule (group-count group) (vector-ref group 0))

(define (dump-text)
  (let ((groups (make-hash-table)) (all 0))
    (for-each
     (lambda (fiber)
       (let* ((k (fiber-continuation fiber))
              (stack (and k (make-stack k)))
              (state (fiber-state fiber))
              (key (cons* state
                          (and (eq? state 'suspended) (fiber-reason fiber))
                          (fiber-spawn-site fiber)
                          (if stack (addresses stack) '())))
              (group (or (hash-ref groups key)
                         (let ((group (vector 0 fiber stack (make-hash-table))))
                           (hash-set! groups key group)
                           group))))
         (set! all (+ all 1))
         (vector-set! group 0 (+ 1 (group-count group)))
         (when (and (eq? state 'suspended) (not (memv (fiber-object fiber) '(0 #f))))
           (hashv-set! (vector-ref group 3) (fiber-object fiber) #t))))
     (live-fibers))
    (let* ((sorted (sort (hash-map->list (lambda (key group) group) groups)
                         (lambda (a b) (> (group-count a) (group-count b)))))
           (told (if (> (length sorted) most-groups) (take sorted most-groups) sorted)))
      (call-with-output-string
        (lambda (port)
          (display (counted all "fiber") port)
          (newline port)
          (for-each (lambda (group) (tell group port)) told)
          (unless (eq? told sorted)
            (display "\nand " port)
            (display (counted (- (length sorted) most-groups) "further stack") port)
            (newline port)))))))

(define (counted n what)
  (string-append (number->string n) " " what (if (= n 1) "" "s")))

;; What tells stacks apart: the innermost frames, and how many there are of how many words.
(define (addresses stack)
  (cons* (stack-length stack)
         (frame-address (stack-ref stack 0))
         (let loop ((frame (stack-ref stack 0)) (n 0))
           (if (and frame (< n compared-frames))
               (cons (frame-instruction-pointer frame) (loop (frame-previous frame) (+ n 1)))
               '()))))

(define (tell group port)
  (define (say . words) (for-each (lambda (word) (display word port)) words))
  (let* ((fiber (vector-ref group 1))
         (stack (vector-ref group 2))
         (objects (hash-map->list (lambda (id unused) id) (vector-ref group 3)))
         (waits (and stack (waiting-place stack)))
         (spawned (place-numbered (fiber-spawn-site fiber))))
    (say "\n" (group-count group) " × " (state-words fiber))
    (when (and (pair? objects) (pair? (cdr objects)))
      (say " (" (counted (length objects) "object") ")"))
    (when waits (say " at " (position waits)))
    (when (and spawned (place-user? spawned)) (say ", spawned at " (position spawned)))
    (say "\n")
    (when stack
      (let loop ((frame (stack-ref stack 0)) (n 0))
        (cond ((not frame))
              ((= n most-frames)
               (say "    and " (counted (- (stack-length stack) n) "further frame") "\n"))
              (else
               (say "    " (describe-frame (place-of frame)) "\n")
               (loop (frame-previous frame) (+ n 1))))))))

(define (position place)
  (string-append (place-file place) ":" (number->string (place-line place))))

(define (waiting-place stack)
  (let loop ((frame (stack-ref stack 0)) (n 0))
    (and frame
         (< n most-frames)
         (let ((place (place-of frame)))
           (if (place-user? place)
               place
               (loop (frame-previous frame) (+ n 1)))))))

(define (state-words fiber)
  (case (fiber-state fiber)
    ((suspended)
     (let ((words '#("waits until somebody gets from a channel" "waits for a message on a channel"
                     "waits for a condition" "sleeps" "waits for the first of several operations"
                     "waits until a descriptor can be read"
                     "waits until a descriptor can be written" "waits" "has yielded"
                     "was preempted" "waits for something else"))
           (reason (fiber-reason fiber)))
       (if (< -1 reason (vector-length words)) (vector-ref words reason) "waits")))
    (else => symbol->string)))
