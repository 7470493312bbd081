;;; (web server fibers): what wingo/fibers gives (web server). Connections are served by fibers here
;;; in any case.

(library (web server fibers)
  (export fibers)
  (import (guile) (guile web-server-impl) (only (web server http) http))

  (define fibers
    (make-server-impl 'fibers (server-impl-open http) (server-impl-read http)
                      (server-impl-write http) (server-impl-close http))))
