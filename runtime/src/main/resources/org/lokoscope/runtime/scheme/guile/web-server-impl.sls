;;; (guile web-server-impl): an implementation of servers, by its name.

(library (guile web-server-impl)
  (export make-server-impl server-impl? server-impl-name server-impl-open server-impl-read
          server-impl-write server-impl-close)
  (import (guile))

  (define-record-type server-impl
    (make-server-impl name open read write close)
    server-impl?
    (name server-impl-name)
    (open server-impl-open)
    (read server-impl-read)
    (write server-impl-write)
    (close server-impl-close)))
