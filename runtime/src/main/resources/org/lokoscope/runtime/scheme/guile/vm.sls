;;; (system vm vm)

(library (system vm vm)
  (export call-with-vm call-with-stack-overflow-handler vm-engine set-vm-engine!
          set-default-vm-engine! vm-trace-level set-vm-trace-level!)
  (import (guile))

  (define (call-with-vm f . arguments) (apply f arguments))
  (define (call-with-stack-overflow-handler limit thunk handler) (thunk))
  (define (vm-engine) 'regular)
  (define (set-vm-engine! engine) *unspecified*)
  (define (set-default-vm-engine! engine) *unspecified*)
  (define (vm-trace-level) 0)
  (define (set-vm-trace-level! level) *unspecified*))
