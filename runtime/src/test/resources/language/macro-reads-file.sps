#!r6rs
;; R6RS libraries 8.2.7 and 8.3 (get-datum, read): successive reads from a port give the successive
;; data of the file; a macro may read a file while it expands. Right output: 60000.
;; Pieces of 16 KiB vanished, or a read error came, when the disk thread was late (two busy loops beside
;; it on 2 cores: about 1 run in 8).
(import (rnrs))
(define-syntax count-data
  (lambda (stx)
    (syntax-case stx ()
      ((k name)
       (let ((file (syntax->datum #'name)))
         (when (file-exists? file) (delete-file file))
         (call-with-output-file file
           (lambda (p)
             (do ((i 0 (+ i 1))) ((= i 60000))
               (write (list i "a text to make it longer" 'and-a-name) p)
               (newline p))))
         (let ((n (call-with-input-file file
                    (lambda (p)
                      (let loop ((n 0))
                        (if (eof-object? (read p)) n (loop (+ n 1))))))))
           (delete-file file)
           (datum->syntax #'k n)))))))
(display (count-data "macro-reads-file.tmp"))
(newline)
