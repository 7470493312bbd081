;;; Files, folders, times, users and the environment, as Guile's core has them.

(library (guile posix)
  (export
    stat stat:dev stat:ino stat:mode stat:nlink stat:uid stat:gid stat:rdev stat:size stat:atime
    stat:mtime stat:ctime stat:blksize stat:blocks stat:type stat:perms stat:atimensec
    stat:mtimensec stat:ctimensec lstat access? file-is-directory?
    mkdir rmdir rename-file copy-file link symlink readlink chmod chown utime canonicalize-path
    chdir mkdtemp mkstemp mkstemp! tmpnam tmpfile opendir readdir rewinddir closedir
    directory-stream? basename file-encoding fsync sync
    setenv unsetenv putenv environ
    gmtime localtime mktime strftime strptime tzset times tms:clock tms:utime tms:stime
    tms:cutime tms:cstime tm:sec tm:min tm:hour tm:mday tm:mon tm:year tm:wday tm:yday tm:isdst
    tm:gmtoff tm:zone set-tm:sec set-tm:min set-tm:hour set-tm:mday set-tm:mon set-tm:year
    set-tm:wday set-tm:yday set-tm:isdst set-tm:gmtoff set-tm:zone gc-run-time
    getuid getgid geteuid getegid getgroups getppid getpgrp getsid getlogin gethostname uname
    utsname:sysname utsname:nodename utsname:release utsname:version utsname:machine
    getpw getpwnam getpwuid getpwent setpwent endpwent setpw passwd:name passwd:passwd passwd:uid
    passwd:gid passwd:gecos passwd:dir passwd:shell
    getgr getgrnam getgrgid getgrent setgrent endgrent setgr group:name group:passwd group:gid
    group:mem
    getproto getprotobyname getprotobynumber protoent:name protoent:aliases protoent:proto
    getserv getservbyname getservbyport servent:name servent:aliases servent:port servent:proto
    strerror ensure-batch-mode! set-program-arguments umask getrlimit)
  (import (only (lokoscope private builtins) lstat access? file-is-directory? rmdir rename-file
                copy-file link symlink readlink canonicalize-path chdir mkdtemp gmtime localtime
                mktime strftime strptime getuid getgid getgroups getppid getpgrp)
          (guile) (lokoscope private builtins))

  ;; What is known of a file: a vector, whose places have names.

  (define* (stat file #:optional (must-exist #t))
    (%stat (if (port? file) (port-filename* file) file) must-exist))

  ;; What a port was opened on.
  (define (port-filename* port)
    (let ((name (port-name port)))
      (if (and (string? name) (file-exists? name))
          name
          (scm-error 'system-error "stat" "~A" '("Bad file descriptor") '(9)))))

  (define (at place) (lambda (vector) (vector-ref vector place)))

  (define (setter-at place) (lambda (vector value) (vector-set! vector place value)))

  (define (places n) (apply values (map at (iota n))))

  (define-values (stat:dev stat:ino stat:mode stat:nlink stat:uid stat:gid stat:rdev stat:size
                  stat:atime stat:mtime stat:ctime stat:blksize stat:blocks stat:type stat:perms
                  stat:atimensec stat:mtimensec stat:ctimensec)
    (places 18))

  (define* (mkdir name #:optional mode) (%mkdir name mode))

  (define (chmod file mode) (%chmod file mode))
  (define (chown file user group) (%chown file user group))

  (define* (utime file #:optional access modification (access-nanos 0) (modification-nanos 0) flags)
    (let ((now (* 1000000000 (current-time))))
      (define (nanos seconds more) (if seconds (+ (* 1000000000 seconds) more) now))
      (%utime file (nanos access access-nanos) (nanos modification modification-nanos))))

  (define* (mkstemp! template #:optional (mode "w+"))
    (let ((name (%temporary-name template)))
      (string-copy! template 0 name)
      (open-file-input/output-port name (file-options) 'block (native-transcoder))))

  (define* (mkstemp template #:optional (mode "w+"))
    (mkstemp! (string-copy template) mode))

  (define (tmpnam) (%temporary-name "/tmp/guileXXXXXX"))

  (define (tmpfile)
    (let* ((name (tmpnam))
           (port (open-file-input/output-port name (file-options) 'block (native-transcoder))))
      (delete-file name)
      port))

  (define-record-type directory
    (make-directory all rest open?)
    directory-stream?
    (all entries)
    (rest rest set-rest!)
    (open? open? set-open!))

  (define (opendir name)
    (let ((names (%folder-entries name)))
      (make-directory names names #t)))

  (define (readdir directory)
    (unless (open? directory)
      (scm-error 'misc-error "readdir" "Directory ~S is not open." (list directory) #f))
    (let ((names (rest directory)))
      (cond
        ((null? names) the-eof)
        (else (set-rest! directory (cdr names)) (car names)))))

  (define the-eof (eof-object))

  (define (rewinddir directory) (set-rest! directory (entries directory)))
  (define (closedir directory) (set-open! directory #f))

  ;; A slash at the end stays, as with Guile.
  (define* (basename name #:optional (suffix ""))
    (let* ((end (let loop ((end (string-length name)))
                  (if (and (> end 0) (char=? #\/ (string-ref name (- end 1))))
                      (loop (- end 1))
                      end)))
           (slash (string-rindex name #\/ 0 end))
           (base (cond
                   (slash (substring name (+ slash 1)))
                   ((and (zero? end) (> (string-length name) 0)) "/")
                   (else name))))
      (if (and (string-suffix? suffix base) (< (string-length suffix) (string-length base)))
          (substring base 0 (- (string-length base) (string-length suffix)))
          base)))

  ;; What a comment such as -*- coding: utf-8 -*- at the start of a file says.
  (define (file-encoding port) #f)

  (define (fsync port) (force-output port))
  (define (sync) *unspecified*)

  ;; The environment

  (define* (setenv name value) (%setenv name value))
  (define (unsetenv name) (%setenv name #f))

  (define (putenv text)
    (let ((place (string-index text #\=)))
      (if place
          (%setenv (substring text 0 place) (substring text (+ place 1)))
          (%setenv text #f))))

  (define* (environ #:optional all)
    (if all (%environ all) (%environ)))

  ;; Time

  (define (tzset) *unspecified*)

  (define-values (tm:sec tm:min tm:hour tm:mday tm:mon tm:year tm:wday tm:yday tm:isdst tm:gmtoff
                  tm:zone)
    (places 11))

  (define-values (set-tm:sec set-tm:min set-tm:hour set-tm:mday set-tm:mon set-tm:year set-tm:wday
                  set-tm:yday set-tm:isdst set-tm:gmtoff set-tm:zone)
    (apply values (map setter-at (iota 11))))

  (define (times)
    (vector (get-internal-real-time) (%cpu-nanos) 0 0 0))

  (define-values (tms:clock tms:utime tms:stime tms:cutime tms:cstime) (places 5))

  (define (gc-run-time) (assq-ref (gc-stats) 'gc-time-taken))

  ;; This process and its system

  (define (geteuid) (getuid))
  (define (getegid) (getgid))
  (define (getsid pid) (%session))
  (define (getlogin) (%login))
  (define (uname) (%system-name))
  (define (gethostname) (vector-ref (uname) 1))

  (define-values (utsname:sysname utsname:nodename utsname:release utsname:version
                  utsname:machine)
    (places 5))

  ;; What the kernel tells of this process; nothing of it can be changed from Java.

  (define (not-changed who)
    (scm-error 'misc-error who "~A is not implemented: a Java virtual machine cannot change it"
               (list who) #f))

  (define (words text)
    (filter (lambda (word) (not (string-null? word)))
            (string-split text (lambda (c) (memv c '(#\space #\tab))))))

  (define* (umask #:optional mode)
    (if mode
        (not-changed "umask with an argument")
        (or (or-map (lambda (line)
                      (and (string-prefix? "Umask:" line)
                           (string->number (cadr (words line)) 8)))
                    (%lines-of-system-file "/proc/self/status"))
            18)))

  (define limits
    '((as . "Max address space") (core . "Max core file size") (cpu . "Max cpu time")
      (data . "Max data size") (fsize . "Max file size") (memlock . "Max locked memory")
      (msgqueue . "Max msgqueue size") (nice . "Max nice priority") (nofile . "Max open files")
      (nproc . "Max processes") (rss . "Max resident set") (rtprio . "Max realtime priority")
      (sigpending . "Max pending signals") (stack . "Max stack size")))

  ;; Two values: the soft limit and the hard one, #f where there is none.
  (define (getrlimit resource)
    (let* ((name (or (assq-ref limits resource)
                     (scm-error 'misc-error "getrlimit" "no such resource: ~S" (list resource)
                                #f)))
           (line (or (or-map (lambda (line) (and (string-prefix? name line) line))
                             (%lines-of-system-file "/proc/self/limits"))
                     (scm-error 'system-error "getrlimit" "~A" '("Invalid argument") '(22))))
           (values-of (words (substring line (string-length name)))))
      (values (string->number (car values-of)) (string->number (cadr values-of)))))

  (define (strerror number) (%error-text number))
  (define (ensure-batch-mode!) *unspecified*)
  (define (set-program-arguments arguments)
    (scm-error 'misc-error "set-program-arguments"
               "the arguments of this run cannot be changed" '() #f))

  ;; Users, groups, protocols and services: lines of files in /etc

  (define (fields-of line) (string-split line #\:))

  (define (number-at line place) (string->number (list-ref line place)))

  (define (entry-as make line)
    (false-if-exception (make line)))

  (define (entries-of file split make)
    (filter identity
      (map (lambda (line) (entry-as make (split line)))
           (%lines-of-system-file file))))

  (define (users)
    (entries-of "/etc/passwd" fields-of
      (lambda (line)
        (vector (list-ref line 0) (list-ref line 1) (number-at line 2) (number-at line 3)
                (list-ref line 4) (list-ref line 5) (list-ref line 6)))))

  (define (groups)
    (entries-of "/etc/group" fields-of
      (lambda (line)
        (vector (list-ref line 0) (list-ref line 1) (number-at line 2)
                (filter (lambda (name) (not (string-null? name)))
                        (string-split (list-ref line 3) #\,))))))

  (define-values (passwd:name passwd:passwd passwd:uid passwd:gid passwd:gecos passwd:dir
                  passwd:shell)
    (places 7))

  (define-values (group:name group:passwd group:gid group:mem) (places 4))

  (define (find-entry who entries key place)
    (or (or-map (lambda (entry) (and (equal? key (vector-ref entry place)) entry)) entries)
        (scm-error 'misc-error who "entry not found" '() #f)))

  (define (getpwnam name) (find-entry "getpwnam" (users) name 0))
  (define (getpwuid id) (find-entry "getpwuid" (users) id 2))
  (define (getgrnam name) (find-entry "getgrnam" (groups) name 0))
  (define (getgrgid id) (find-entry "getgrgid" (groups) id 2))

  ;; Goes through the entries one by one: a state that starts when it is first asked or set anew.
  (define (walker entries)
    (let ((rest #f))
      (lambda (restart?)
        (when (or restart? (not rest)) (set! rest (entries)))
        (cond
          (restart? *unspecified*)
          ((null? rest) #f)
          (else (let ((entry (car rest))) (set! rest (cdr rest)) entry))))))

  (define walk-users (walker users))
  (define walk-groups (walker groups))
  (define (getpwent) (walk-users #f))
  (define (setpwent) (walk-users #t))
  (define (endpwent) (walk-users #t))
  (define* (setpw #:optional stay-open) (walk-users #t))
  (define (getgrent) (walk-groups #f))
  (define (setgrent) (walk-groups #t))
  (define (endgrent) (walk-groups #t))
  (define* (setgr #:optional stay-open) (walk-groups #t))

  (define* (getpw #:optional user)
    (cond
      ((not user) (getpwent))
      ((string? user) (getpwnam user))
      (else (getpwuid user))))

  (define* (getgr #:optional group)
    (cond
      ((not group) (getgrent))
      ((string? group) (getgrnam group))
      (else (getgrgid group))))

  (define (words-of line)
    (string-tokenize (car (string-split line #\#)) char-set:graphic))

  (define (protocols)
    (entries-of "/etc/protocols" words-of
      (lambda (line) (vector (car line) (cddr line) (string->number (cadr line))))))

  (define (services)
    (entries-of "/etc/services" words-of
      (lambda (line)
        (let ((port (string-split (cadr line) #\/)))
          (vector (car line) (cddr line) (string->number (car port)) (cadr port))))))

  (define-values (protoent:name protoent:aliases protoent:proto) (places 3))
  (define-values (servent:name servent:aliases servent:port servent:proto) (places 4))

  (define (getprotobyname name) (find-entry "getprotobyname" (protocols) name 0))
  (define (getprotobynumber number) (find-entry "getprotobynumber" (protocols) number 2))

  (define (getproto key)
    (if (string? key) (getprotobyname key) (getprotobynumber key)))

  (define (of-protocol protocol)
    (filter (lambda (entry) (equal? protocol (servent:proto entry))) (services)))

  (define (getservbyname name protocol)
    (find-entry "getservbyname" (of-protocol protocol) name 0))

  (define (getservbyport port protocol)
    (find-entry "getservbyport" (of-protocol protocol) port 2))

  (define (getserv key protocol)
    (if (string? key) (getservbyname key protocol) (getservbyport key protocol))))
