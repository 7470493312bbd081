;;; SRFI 41: what streams are made of.

(library (srfi :41 streams primitive)
  (export
    stream-null stream-cons stream? stream-null? stream-pair? stream-car stream-cdr stream-lambda)
  (import (srfi :41)))
