;;; (sxml fold): folds over trees.

(library (sxml fold)
  (export foldt foldts foldts* fold-values foldts*-values)
  (import (guile))

  (define (foldt up here tree)
    (if (pair? tree)
        (up (map (lambda (kid) (foldt up here kid)) tree))
        (here tree)))

  (define (foldts down up here seed tree)
    (if (pair? tree)
        (let loop ((kid-seed (down seed tree)) (kids (cdr tree)))
          (if (null? kids)
              (up seed kid-seed tree)
              (loop (foldts down up here kid-seed (car kids)) (cdr kids))))
        (here seed tree)))

  ;; The way down also gives the tree to go on with.
  (define (foldts* down up here seed tree)
    (if (pair? tree)
        (call-with-values (lambda () (down seed tree))
          (lambda (kid-seed tree)
            (let loop ((kid-seed kid-seed) (kids (cdr tree)))
              (if (null? kids)
                  (up seed kid-seed tree)
                  (loop (foldts* down up here kid-seed (car kids)) (cdr kids))))))
        (here seed tree)))

  (define (fold-values f list . seeds)
    (if (null? list)
        (apply values seeds)
        (call-with-values (lambda () (apply f (car list) seeds))
          (lambda seeds (apply fold-values f (cdr list) seeds)))))

  (define (foldts*-values down up here tree . seeds)
    (if (pair? tree)
        (call-with-values (lambda () (apply down tree seeds))
          (lambda (tree . kid-seeds)
            (call-with-values
              (lambda ()
                (apply fold-values
                  (lambda (kid . seeds) (apply foldts*-values down up here kid seeds))
                  (cdr tree) kid-seeds))
              (lambda kid-seeds (apply up tree (append seeds kid-seeds))))))
        (apply here tree seeds))))
