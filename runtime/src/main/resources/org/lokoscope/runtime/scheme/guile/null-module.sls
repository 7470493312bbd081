;;; (ice-9 null): the syntax of the fifth report.

(library (ice-9 null)
  (export define quote lambda if set! cond case and or let let* letrec begin do delay quasiquote
          let-syntax letrec-syntax define-syntax syntax-rules else => ... _ unquote)
  (import (guile)))
