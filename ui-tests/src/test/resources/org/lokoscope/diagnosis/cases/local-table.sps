;; expect fiber-growth
(import (rnrs) (loko system fibers))
(define (main)
  (let loop ((i 0) (table '()))
    (if (= i 1500)
        (begin (put-message (car table) 'x) (display (length table)) (newline))
        (let ((ch (make-channel)))
          (spawn-fiber ;LEAK
            (lambda () (get-message ch) (get-message ch) (get-message ch))) ;LEAK
          (put-message ch i)
          (loop (+ i 1) (cons ch table))))))
(main)
