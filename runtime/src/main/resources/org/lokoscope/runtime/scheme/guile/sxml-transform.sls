;;; (sxml transform): rewrites trees by tables from tags to procedures.

(library (sxml transform)
  (export pre-post-order post-order foldts replace-range SRV:send-reply)
  (import (only (sxml fold) foldts) (guile))

  ;; Writes fragments: strings, numbers, characters, thunks and lists of them. Whether any was.
  (define (SRV:send-reply . fragments)
    (let loop ((rest fragments) (written #f))
      (cond
        ((null? rest) written)
        ((not (car rest)) (loop (cdr rest) written))
        ((null? (car rest)) (loop (cdr rest) written))
        ((eq? #t (car rest)) (loop (cdr rest) #t))
        ((pair? (car rest))
         (let ((inner (apply SRV:send-reply (car rest))))
           (loop (cdr rest) (or inner written))))
        ((procedure? (car rest)) ((car rest)) (loop (cdr rest) #t))
        (else (display (car rest)) (loop (cdr rest) #t)))))

  ;; An entry is (tag . f), (tag *preorder* . f), (tag *macro* . f) or (tag (entry ...) . f).
  (define (pre-post-order tree bindings)
    (let ((default (assq '*default* bindings)) (text (assq '*text* bindings)))
      (define (missing what)
        (scm-error 'misc-error "pre-post-order" "no binding for ~S" (list what) #f))
      (let walk ((tree tree))
        (cond
          ((null? tree) '())
          ((not (pair? tree))
           ((cdr (or text (missing '*text*))) '*text* tree))
          ((not (symbol? (car tree))) (map walk tree))
          (else
           (let* ((entry (or (assq (car tree) bindings) default (missing (car tree))))
                  (action (cdr entry)))
             (cond
               ((procedure? action) (apply action (car tree) (map walk (cdr tree))))
               ((eq? '*preorder* (car action)) (apply (cdr action) tree))
               ((eq? '*macro* (car action)) (walk (apply (cdr action) tree)))
               (else
                (apply (cdr action) (car tree)
                  (pre-post-order (cdr tree) (append (car action) bindings)))))))))))

  (define post-order pre-post-order)

  ;; Replaces what stands between the places of a forest at which the two procedures say so.
  (define (replace-range start? end? forest)
    (define (walk forest keeping? done)
      (cond
        ((null? forest) (values (reverse done) keeping?))
        (keeping?
         (let ((replacement (start? (car forest))))
           (cond
             (replacement
              (walk (cdr forest) #f (append (reverse replacement) done)))
             ((pair? (car forest))
              (call-with-values (lambda () (walk (cdar forest) #t '()))
                (lambda (kids keeping?)
                  (walk (cdr forest) keeping? (cons (cons (caar forest) kids) done)))))
             (else (walk (cdr forest) #t (cons (car forest) done))))))
        (else
         (let ((rest (end? (car forest))))
           (if rest
               (walk (append rest (cdr forest)) #t done)
               (if (pair? (car forest))
                   (call-with-values (lambda () (walk (cdar forest) #f '()))
                     (lambda (kids keeping?)
                       (walk (cdr forest) keeping? (append (reverse kids) done))))
                   (walk (cdr forest) #f done)))))))
    (walk forest #t '())))
