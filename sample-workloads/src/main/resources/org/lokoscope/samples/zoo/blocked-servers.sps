;; expect steady
;; a hundred servers that wait for good for what may yet come
(import (rnrs) (loko system fibers))
(define servers '())
(do ((i 0 (+ i 1))) ((= i 100))
  (let ((ch (make-channel)))
    (set! servers (cons ch servers))
    (spawn-fiber (lambda () (let loop () (get-message ch) (loop))))))
(define in (make-channel))
(spawn-fiber (lambda () (let loop () (get-message in) (loop))))
(do ((i 0 (+ i 1))) ((= i 2000)) (put-message in i))
(display (length servers)) (newline)
