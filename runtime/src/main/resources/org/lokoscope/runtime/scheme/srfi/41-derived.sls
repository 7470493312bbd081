;;; SRFI 41: what is derived from the primitives.

(library (srfi :41 streams derived)
  (export
    define-stream list->stream port->stream stream stream->list stream-append stream-concat
    stream-constant stream-drop stream-drop-while stream-filter stream-fold stream-for-each
    stream-from stream-iterate stream-length stream-let stream-map stream-match stream-of
    stream-range stream-ref stream-reverse stream-scan stream-take stream-take-while
    stream-unfold stream-unfolds stream-zip _)
  (import (srfi :41)))
