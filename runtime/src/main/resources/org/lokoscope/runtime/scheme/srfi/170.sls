;;; SRFI 170, in part: what Java can tell of files and do to them. docs/loko.md says what is left out.

(library (srfi :170)
  (export file-info file-info?
          file-info:device file-info:inode file-info:mode file-info:nlinks file-info:uid
          file-info:gid file-info:rdev file-info:size file-info:atime file-info:mtime
          file-info:ctime
          file-info-directory? file-info-fifo? file-info-symlink? file-info-regular?
          file-info-socket? file-info-device?
          create-directory delete-directory create-symlink create-hard-link read-symlink
          rename-file directory-files real-path current-directory
          set-environment-variable! delete-environment-variable!
          posix-time monotonic-time)
  (import (lokoscope private builtins)
          (only (loko system time) make-time current-time/utc current-time/monotonic))

  (define-record-type file-information
    (make-info device inode mode nlinks uid gid rdev size atime mtime ctime)
    file-info?
    (device file-info:device)
    (inode file-info:inode)
    (mode file-info:mode)
    (nlinks file-info:nlinks)
    (uid file-info:uid)
    (gid file-info:gid)
    (rdev file-info:rdev)
    (size file-info:size)
    (atime file-info:atime)
    (mtime file-info:mtime)
    (ctime file-info:ctime))

  (define (utc nanoseconds)
    (make-time 'time-utc (mod nanoseconds 1000000000) (div nanoseconds 1000000000)))

  ;; The second argument is optional here: Loko follows links without it.
  (define file-info
    (case-lambda
      ((name) (file-info name #t))
      ((name follow?)
       (let ((fields (vector->list (%file-info name follow?))))
         (apply make-info
           (append (list-head fields 8) (map utc (list-tail fields 8))))))))

  ;; The kind of a file stands in four bits of its mode.
  (define (kind? . kinds)
    (lambda (info)
      (and (memv (bitwise-and (file-info:mode info) #o170000) kinds) #t)))

  (define file-info-directory? (kind? #o040000))
  (define file-info-fifo? (kind? #o010000))
  (define file-info-symlink? (kind? #o120000))
  (define file-info-regular? (kind? #o100000))
  (define file-info-socket? (kind? #o140000))
  (define file-info-device? (kind? #o020000 #o060000))

  (define (create-directory name)
    (%posix-create-directory name))

  (define (delete-directory name) (%posix-delete-directory name))
  (define (create-symlink old new) (%posix-create-symlink old new))
  (define (create-hard-link old new) (%posix-create-hard-link old new))
  (define (read-symlink name) (%posix-read-symlink name))
  (define (rename-file old new) (%posix-rename-file old new))
  (define (real-path name) (%posix-real-path name))

  (define directory-files
    (case-lambda
      (() (directory-files "."))
      ((name) (directory-files name #f))
      ((name dot-files?)
       (filter
         (lambda (file) (or dot-files? (not (char=? (string-ref file 0) #\.))))
         (%posix-directory-files name)))))

  (define (set-environment-variable! name value)
    (unless (string? value)
      (assertion-violation 'set-environment-variable! "expected a string" value))
    (putenv name value))

  (define (delete-environment-variable! name) (putenv name #f))

  (define (posix-time) (current-time/utc))
  (define (monotonic-time) (current-time/monotonic)))
