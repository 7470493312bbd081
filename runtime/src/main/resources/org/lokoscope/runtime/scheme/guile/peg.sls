;;; (ice-9 peg): parsing expression grammars, after Guile's manual.

(library (ice-9 peg)
  (export compile-peg-pattern context-flatten define-peg-pattern define-peg-string-patterns
          keyword-flatten match-pattern peg-record? peg:end peg:start peg:string peg:substring
          peg:tree search-for-pattern)
  (import (ice-9 peg codegen) (ice-9 peg simplify-tree) (ice-9 peg string-peg)
          (ice-9 peg using-parsers)))
