;;; Random bytes. They come from the run's own source: with --seed they are always the same.

(library (loko system random)
  (export get-random-u8 get-random-bytevector-n!)
  (import (lokoscope private builtins)))
