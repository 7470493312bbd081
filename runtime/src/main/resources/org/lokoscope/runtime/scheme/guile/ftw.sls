;;; (ice-9 ftw): walks through trees of files.

(library (ice-9 ftw)
  (export ftw nftw file-system-fold file-system-tree scandir)
  (import (guile))

  (define (entries folder)
    (sort (filter (lambda (name) (not (member name '("." ".."))))
                  (let ((stream (opendir folder)))
                    (let loop ((names '()))
                      (let ((name (readdir stream)))
                        (cond
                          ((eof-object? name) (closedir stream) names)
                          (else (loop (cons name names))))))))
          string<?))

  (define (inside folder name)
    (if (string-suffix? "/" folder)
        (string-append folder name)
        (string-append folder "/" name)))

  (define* (scandir name #:optional (select? (lambda (name) #t)) (less? string<?))
    (and (file-exists? name)
         (file-is-directory? name)
         (sort (filter select? (append '("." "..") (entries name))) less?)))

  ;; The kind of a file, as walkers are told, and what is known of it.
  (define (flag-of name info)
    (cond
      ((not info) 'invalid-stat)
      ((eq? 'directory (stat:type info))
       (if (access? name R_OK) 'directory 'directory-not-readable))
      ((eq? 'symlink (stat:type info)) 'symlink)
      (else 'regular)))

  (define (id info) (cons (stat:dev info) (stat:ino info)))

  (define (ftw start visit . options)
    (define seen (make-hash-table))
    (define (walk name)
      (let* ((info (stat name #f)) (flag (flag-of name info)))
        (cond
          ((and info (eq? flag 'directory) (hash-ref seen (id info))) #t)
          (else
           (when info (hash-set! seen (id info) #t))
           (let ((go-on (visit name info flag)))
             (cond
               ((not (eq? go-on #t)) go-on)
               ((eq? flag 'directory) (walk-all (map (lambda (x) (inside name x)) (entries name))))
               (else #t)))))))
    (define (walk-all names)
      (or (null? names)
          (let ((result (walk (car names))))
            (if (eq? result #t) (walk-all (cdr names)) result))))
    (walk start))

  (define (base-of name)
    (let ((slash (string-rindex name #\/)))
      (if slash (+ slash 1) 0)))

  (define (nftw start visit . options)
    (define depth-first? (memq 'depth options))
    (define physical? (memq 'physical options))
    (define (walk name level)
      (let* ((info (false-if-exception (if physical? (lstat name) (stat name))))
             (flag (flag-of name info)))
        (define (tell)
          (visit name info (if (and depth-first? (eq? flag 'directory)) 'directory-processed flag)
                 (base-of name) level))
        (define (below)
          (if (eq? flag 'directory)
              (let loop ((names (entries name)))
                (or (null? names)
                    (let ((result (walk (inside name (car names)) (+ level 1))))
                      (if (eq? result #t) (loop (cdr names)) result))))
              #t))
        (let ((first (if depth-first? (below) (tell))))
          (if (eq? first #t)
              (if depth-first? (tell) (below))
              first))))
    (walk start 0))

  (define* (file-system-fold enter? leaf down up skip error init file #:optional (stat lstat))
    (define seen (make-hash-table))
    (let fold ((name file) (result init))
      (let ((info (catch 'system-error
                    (lambda () (stat name))
                    (lambda args (system-error-errno args)))))
        (cond
          ((number? info) (error name #f info result))
          ((not (eq? 'directory (stat:type info))) (leaf name info result))
          ((or (hash-ref seen (id info)) (not (enter? name info result)))
           (skip name info result))
          (else
           (hash-set! seen (id info) #t)
           (let ((names (catch 'system-error
                          (lambda () (entries name))
                          (lambda args (system-error-errno args)))))
             (if (number? names)
                 (error name info names result)
                 (up name info
                   (let loop ((names names) (result (down name info result)))
                     (if (null? names)
                         result
                         (loop (cdr names) (fold (inside name (car names)) result))))))))))))

  (define* (file-system-tree file #:optional (enter? (lambda (name info) #t)) (stat lstat))
    (let* ((info (stat file))
           (base (basename file)))
      (if (and (eq? 'directory (stat:type info)) (enter? file info))
          (cons* base info
            (map (lambda (name) (file-system-tree (inside file name) enter? stat))
                 (entries file)))
          (list base info)))))
