(define (found) 'by-directory)
