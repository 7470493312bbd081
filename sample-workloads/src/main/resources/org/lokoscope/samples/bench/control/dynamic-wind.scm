(define depth 0)
(define (work)
  (let loop ((n 3000000))
    (if (> n 0)
        (begin
          (dynamic-wind
            (lambda () (set! depth (+ depth 1)))
            (lambda () depth)
            (lambda () (set! depth (- depth 1))))
          (loop (- n 1)))
        depth)))
