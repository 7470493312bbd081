;; Frames of Guile as places of a trace: the source line of each, found once for each address of
;; code; and the frames of a fiber as a snapshot, in which what repeats is said once.

(define-module (lokoscope guile places)
  #:use-module (system vm frame)
  #:use-module (system vm program)
  #:use-module (lokoscope writer)
  #:use-module (lokoscope guile output)
  #:use-module (lokoscope guile forms)
  #:export (user-site spawn-site procedure-site caller-site snapshot-groups describe-frame place-of place-file place-line
            place-procedure place-user? define-place! place-number place-numbered
            repeated-place))

;; A place: number, file, line (from 1), column (from 1), procedure, whether it is the user's.
(define-inlinable (place-number place) (vector-ref place 0))
(define-inlinable (place-file place) (vector-ref place 1))
(define-inlinable (place-line place) (vector-ref place 2))
(define-inlinable (place-column place) (vector-ref place 3))
(define-inlinable (place-procedure place) (vector-ref place 4))
(define-inlinable (place-user? place) (vector-ref place 5))

(define by-address (make-hash-table))
(define by-position (make-hash-table))
(define by-number (make-hash-table))
(define forms-by-file (make-hash-table))
(define places 0)

(define (new-place file line column procedure user?)
  (set! places (+ places 1))
  (let ((place (vector places file line column procedure user?)))
    (hashv-set! by-number places place)
    place))

;; The place of a number, or #f.
(define (place-numbered number)
  (hashv-ref by-number number))

;; The place of a frame. To ask Guile takes a fraction of a millisecond.
(define (place-of frame)
  (let ((address (frame-instruction-pointer frame)))
    (or (hashv-ref by-address address)
        (let ((place (find-place frame)))
          (hashv-set! by-address address place)
          place))))

(define (find-place frame)
  (let* ((source (catch #t (lambda () (frame-source frame)) (lambda _ #f)))
         (name (catch #t (lambda () (frame-procedure-name frame)) (lambda _ #f)))
         (procedure (if name (object->string name display) ""))
         (file (and source (pair? (cdr source)) (cadr source))))
    (if file
        (let* ((file (or (real-file file) file))
               (line (+ 1 (caddr source)))
               (column (+ 1 (cdddr source)))
               (key (list file line column)))
          (or (hash-ref by-position key)
              (let* ((user? (users-file? file))
                     (place (new-place file line column procedure user?)))
                (hash-set! by-position key place)
                place)))
        (new-place "" 0 0 (if (string=? procedure "") "a procedure without source" procedure) #f))))

;; The file that Guile calls by its name below the load path.
(define (real-file name)
  (if (absolute-file-name? name)
      name
      (or (search-path %load-path name)
          (and (file-exists? name) (string-append (getcwd) "/" name)))))

(define (inside? file directory)
  (and (string? directory)
       (not (string-null? directory))
       (string-prefix? directory file)))

;; Where this was compiled from, as frames of ours say it.
(define here
  (let ((file (current-filename)))
    (and file (string-append (dirname (dirname file)) "/"))))

;; What the user can change: not Guile, nor what was installed for it, nor fibers, nor this.
(define (users-file? file)
  (and (absolute-file-name? file)
       (not (inside? file (%package-data-dir)))
       (not (inside? file (%library-dir)))
       (not (inside? file (%site-dir)))
       (not (inside? file (%global-site-dir)))
       (not (inside? file here))
       (not (string=? (basename file) "lokoscope-guile.scm"))
       (not (inside? file (fibers-directory)))))

(define (fibers-directory)
  (let ((file (search-path %load-path "fibers/scheduler.scm")))
    (if file (dirname file) "")))

;; The site of a place, after making sure that the CPU's stream defines it. With the first site of
;; a file of the user's all calls of that file are defined, so that a reader knows what stands inside
;; what.
(define (define-place! cpu place)
  (let ((number (place-number place)))
    (unless (known-here? cpu number)
      (when (place-user? place)
        (define-forms! cpu (place-file place)))
      (let ((form (hash-ref by-position
                            (list 'form (place-file place) (place-line place)
                                  (place-column place)))))
        (site cpu number (place-file place) (place-line place) (place-column place)
              (if form (form-procedure form) (place-procedure place))
              (if form (form-text form) ""))))
    number))

(define (site cpu number file line column procedure text)
  (let ((s (cpu-stream cpu))
        (file (if (string-null? file) 0 (text-number cpu file)))
        (procedure (if (string-null? procedure) 0 (text-number cpu procedure)))
        (text (if (string-null? text) 0 (text-number cpu text))))
    (site-defined s (now) number file line column procedure text)))

(define (define-forms! cpu file)
  (let* ((scanned (or (hash-ref forms-by-file file)
                      (let ((forms (file-forms file)))
                        (hash-set! forms-by-file file forms)
                        (for-each (lambda (form)
                                    (hash-set! by-position
                                               (list 'form file (form-line form)
                                                     (form-column form))
                                               form))
                                  forms)
                        forms)))
         (s (cpu-stream cpu)))
    (unless (known-here? cpu file)
      (for-each
       (lambda (form)
         (let* ((key (list file (form-line form) (form-column form)))
                (place (or (hash-ref by-position key)
                           (let ((place (new-place file (form-line form) (form-column form)
                                                   (form-procedure form) #t)))
                             (hash-set! by-position key place)
                             place)))
                (number (place-number place)))
           (unless (known-here? cpu number)
             (site cpu number file (form-line form) (form-column form) (form-procedure form)
                   (form-text form)))
           (site-ends s (now) number (form-end-line form) (form-end-column form))))
       scanned))))

;; Where a fiber waits: the innermost frame of the user's, or else the innermost that is not of the
;; machinery. The stack is one of a continuation.
(define looked-at 24)

(define (user-site cpu stack)
  (let ((length (stack-length stack)))
    (let loop ((i 1) (first #f))
      (if (or (= i length) (= i looked-at))
          (if first (define-place! cpu first) 0)
          (let ((place (place-of (stack-ref stack i))))
            (if (place-user? place)
                (define-place! cpu place)
                (loop (+ i 1)
                      (or first (and (> i 2) (> (place-line place) 0) place)))))))))

;; The user's call that repeats most in a stack. Where that is a form that leaves no frame of the
;; user's, as (with-exception-handler ...), the form in the text whose operator is the procedure that
;; repeats and that stands in the procedure that waits; and what waits if there is no such form. #f if
;; nothing of the user's is in it.
(define (repeated-place stack)
  (let ((counts (make-hash-table)) (length (min most-frames (stack-length stack))))
    (let loop ((i 0) (frame (stack-ref stack 0)) (waits #f))
      (if (and frame (< i length))
          (let ((place (place-of frame)))
            (hashq-set! counts place (+ 1 (hashq-ref counts place 0)))
            (loop (+ i 1) (frame-previous* frame)
                  (or waits (and (place-user? place) place))))
          (let* ((found (sort (hash-map->list cons counts) (lambda (a b) (> (cdr a) (cdr b)))))
                 (most (if (null? found) 0 (cdar found)))
                 (repeated (filter (lambda (entry) (> (* 2 (cdr entry)) most)) found))
                 (own (filter (lambda (entry) (place-user? (car entry))) repeated)))
            (cond ((and (pair? own) (> most 1)) (caar own))
                  ((and waits (> most 1) (form-named (map car repeated) waits)))
                  (else waits)))))))

(define (form-named places waits)
  (let ((operators (map (lambda (place) (string-append "(" (place-procedure place))) places))
        (file (place-file waits)))
    (let loop ((forms (file-forms file)))
      (cond ((null? forms) #f)
            ((and (string=? (form-procedure (car forms)) (place-procedure waits))
                  (or-map (lambda (operator)
                            (let ((text (form-text (car forms))))
                              (and (> (string-length operator) 1)
                                   (string-prefix? operator text)
                                   (or (= (string-length text) (string-length operator))
                                       (memv (string-ref text (string-length operator))
                                             '(#\space #\newline #\))))
                                   #t)))
                          operators))
             (let ((form (car forms)))
               (new-place file (form-line form) (form-column form) (form-procedure form) #t)))
            (else (loop (cdr forms)))))))

;; The innermost frame of the user's of what runs now.
(define (caller-site cpu)
  (let ((stack (make-stack #t)))
    (if stack (user-site cpu stack) 0)))

;; Where a procedure stands: its lambda, or 0.
(define (procedure-site cpu procedure)
  (let ((place (procedure-place procedure)))
    (if place (define-place! cpu place) 0)))

(define (procedure-place procedure)
  (let ((source (and (program? procedure) (program-source procedure 0))))
    (and source
         (pair? (cdr source))
         (cadr source)
         (let* ((file (or (real-file (cadr source)) (cadr source)))
                (line (+ 1 (caddr source)))
                (column (+ 1 (cdddr source)))
                (key (list file line column)))
           (or (hash-ref by-position key)
               (let ((place (new-place file line column "" (users-file? file))))
                 (hash-set! by-position key place)
                 place))))))

;; The call of spawn-fiber around the lambda of a thunk, or #f: a procedure that has a name may be
;; spawned in several places.
(define (spawn-site cpu thunk)
  (let* ((place (procedure-place thunk))
         (form (and place
                    (place-user? place)
                    (begin
                      (define-place! cpu place)
                      (spawning-form (place-file place) (place-line place) (place-column place))))))
    (and form
         (place-number (hash-ref by-position
                                 (list (place-file place) (form-line form) (form-column form)))))))

;; The innermost call of something that spawns around a position.
(define (spawning-form file line column)
  (let loop ((forms (hash-ref forms-by-file file '())) (best #f))
    (cond
     ((null? forms) best)
     ((and (string-prefix? "(spawn-fiber" (form-text (car forms)))
           (around? (car forms) line column)
           (or (not best) (around? best (form-line (car forms)) (form-column (car forms)))))
      (loop (cdr forms) (car forms)))
     (else (loop (cdr forms) best)))))

(define (around? form line column)
  (and (or (< (form-line form) line)
           (and (= (form-line form) line) (<= (form-column form) column)))
       (or (> (form-end-line form) line)
           (and (= (form-end-line form) line) (> (form-end-column form) column)))))

(define most-frames 20000)
(define longest-period 16)
(define most-numbers 4000)

;; The frames of a stack, innermost first, as groups of a repeat, n, and n times site and words.
(define (snapshot-groups cpu stack)
  (let* ((length (min most-frames (stack-length stack)))
         (sites (make-vector length 0))
         (words (make-vector length 0)))
    (let loop ((i 0) (frame (stack-ref stack 0)))
      (when (and frame (< i length))
        (let ((next (frame-previous* frame)))
          (vector-set! sites i (define-place! cpu (place-of frame)))
          (vector-set! words i (if next
                                   (max 0 (- (frame-address frame) (frame-address next)))
                                   (max 0 (frame-address frame))))
          (loop (+ i 1) next))))
    (list->vector (compressed sites words length))))

(define (frame-previous* frame)
  (catch #t (lambda () (frame-previous frame)) (lambda _ #f)))

(define (compressed sites words length)
  (define (same? i j)
    (and (= (vector-ref sites i) (vector-ref sites j))
         (= (vector-ref words i) (vector-ref words j))))
  (define (repeats at period)
    (let loop ((i (+ at period)) (n 0))
      (if (and (< i length) (same? i (- i period)))
          (loop (+ i 1) (+ n 1))
          (+ 1 (quotient n period)))))
  (define (best-period at)
    (let loop ((period 1) (best 1) (covered 0))
      (if (or (> period longest-period) (> (+ at (* 2 period)) length))
          best
          (let* ((n (repeats at period))
                 (more (if (> n 1) (* n period) 0)))
            (if (> more covered)
                (loop (+ period 1) period more)
                (loop (+ period 1) best covered))))))
  (let loop ((at 0) (numbers '()) (count 0))
    (if (or (>= at length) (> count most-numbers))
        (reverse numbers)
        (let* ((period (best-period at))
               (n (repeats at period)))
          (loop (+ at (* n period))
                (let frames ((i at) (numbers (cons* period n numbers)))
                  (if (= i (+ at period))
                      numbers
                      (frames (+ i 1)
                              (cons* (vector-ref words i) (vector-ref sites i) numbers))))
                (+ count 2 (* 2 period)))))))

;; A frame in words, for dumps.
(define (describe-frame place)
  (string-append
   (if (string-null? (place-procedure place)) "anonymous" (place-procedure place))
   (if (> (place-line place) 0)
       (string-append " at " (place-file place) ":" (number->string (place-line place)))
       "")))
