;;; (ice-9 r5rs): what the fifth report has and safe code should not.

(library (ice-9 r5rs)
  (export scheme-report-environment interaction-environment call-with-input-file
          call-with-output-file with-input-from-file with-output-to-file open-input-file
          open-output-file close-input-port close-output-port load)
  (import (guile) (lokoscope private builtins)))
