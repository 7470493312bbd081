;;; SRFI 64: test suites. The simple runner writes failures and a summary to the current output
;;; port; no log file is written.

(library (srfi :64)
  (export
    test-begin test-end test-group test-group-with-cleanup
    test-assert test-eqv test-eq test-equal test-approximate test-error test-read-eval-string
    test-skip test-expect-fail
    test-match-name test-match-nth test-match-any test-match-all
    test-apply test-with-runner
    test-runner? test-runner-current test-runner-get test-runner-simple test-runner-null
    test-runner-create test-runner-factory test-runner-reset
    test-result-kind test-passed? test-result-ref test-result-set! test-result-remove
    test-result-clear test-result-alist
    test-runner-on-test-begin test-runner-on-test-begin!
    test-runner-on-test-end test-runner-on-test-end!
    test-runner-on-group-begin test-runner-on-group-begin!
    test-runner-on-group-end test-runner-on-group-end!
    test-runner-on-bad-count test-runner-on-bad-count!
    test-runner-on-bad-end-name test-runner-on-bad-end-name!
    test-runner-on-final test-runner-on-final!
    test-on-test-begin-simple test-on-test-end-simple
    test-on-group-begin-simple test-on-group-end-simple
    test-on-bad-count-simple test-on-bad-end-name-simple test-on-final-simple
    test-runner-pass-count test-runner-fail-count test-runner-xpass-count
    test-runner-xfail-count test-runner-skip-count
    test-runner-test-name test-runner-group-path test-runner-group-stack
    test-runner-aux-value test-runner-aux-value!)
  (import (lokoscope private builtins))

  ;; GROUPS holds a list (name count skip-list fail-list expected-count own-runner?) for each group
  ;; that was begun, innermost first: what the runner goes back to at its end. RUN-LIST is #f when
  ;; all tests run.
  (define-record-type runner
    (make-runner pass fail xpass xfail skip count groups run-list skip-list fail-list name
                 properties aux
                 on-test-begin on-test-end on-group-begin on-group-end on-bad-count
                 on-bad-end-name on-final)
    test-runner?
    (pass test-runner-pass-count set-pass!)
    (fail test-runner-fail-count set-fail!)
    (xpass test-runner-xpass-count set-xpass!)
    (xfail test-runner-xfail-count set-xfail!)
    (skip test-runner-skip-count set-skip!)
    (count runner-count set-count!)
    (groups runner-groups set-groups!)
    (run-list runner-run-list set-run-list!)
    (skip-list runner-skip-list set-skip-list!)
    (fail-list runner-fail-list set-fail-list!)
    (name test-runner-test-name set-name!)
    (properties runner-properties set-properties!)
    (aux test-runner-aux-value test-runner-aux-value!)
    (on-test-begin test-runner-on-test-begin test-runner-on-test-begin!)
    (on-test-end test-runner-on-test-end test-runner-on-test-end!)
    (on-group-begin test-runner-on-group-begin test-runner-on-group-begin!)
    (on-group-end test-runner-on-group-end test-runner-on-group-end!)
    (on-bad-count test-runner-on-bad-count test-runner-on-bad-count!)
    (on-bad-end-name test-runner-on-bad-end-name test-runner-on-bad-end-name!)
    (on-final test-runner-on-final test-runner-on-final!))

  (define (new-runner . callbacks)
    (apply make-runner 0 0 0 0 0 0 '() #f '() '() "" '() #f callbacks))

  (define (test-runner-null)
    (define (ignore . arguments) #f)
    (new-runner ignore ignore ignore ignore ignore ignore ignore))

  (define (test-runner-simple)
    (new-runner
      test-on-test-begin-simple test-on-test-end-simple test-on-group-begin-simple
      test-on-group-end-simple test-on-bad-count-simple test-on-bad-end-name-simple
      test-on-final-simple))

  (define (test-runner-reset runner)
    (for-each (lambda (set) (set runner 0))
              (list set-pass! set-fail! set-xpass! set-xfail! set-skip! set-count!))
    (for-each (lambda (set) (set runner '()))
              (list set-groups! set-skip-list! set-fail-list! set-properties!))
    (set-run-list! runner #f)
    (set-name! runner ""))

  (define (test-runner-group-stack runner) (map car (runner-groups runner)))
  (define (test-runner-group-path runner) (reverse (test-runner-group-stack runner)))

  ;; The current runner and how to make one

  (define current (box #f))

  (define test-runner-current
    (case-lambda
      (() (unbox current))
      ((runner) (set-box! current runner))))

  (define (test-runner-get)
    (or (test-runner-current)
        (assertion-violation 'test-runner-get "there is no current test runner")))

  (define factory (box #f))

  (define test-runner-factory
    (case-lambda
      (() (or (unbox factory) test-runner-simple))
      ((make) (set-box! factory make))))

  (define (test-runner-create) ((test-runner-factory)))

  (define-syntax test-with-runner
    (syntax-rules ()
      ((_ runner form ...)
       (call-with-runner runner (lambda () form ... (if #f #f))))))

  (define (call-with-runner runner thunk)
    (let ((saved #f))
      (dynamic-wind
        (lambda ()
          (set! saved (test-runner-current))
          (test-runner-current runner))
        thunk
        (lambda () (test-runner-current saved)))))

  ;; Specifiers

  (define (test-match-name name)
    (lambda (runner) (equal? name (test-runner-test-name runner))))

  (define test-match-nth
    (case-lambda
      ((n) (test-match-nth n 1))
      ((n count)
       (let ((calls 0))
         (lambda (runner)
           (set! calls (+ calls 1))
           (<= n calls (+ n count -1)))))))

  ;; Every specifier is asked, as it may count.
  (define (answers specifiers runner)
    (map (lambda (specifier) (specifier runner)) specifiers))

  (define (some? answers) (and (exists (lambda (x) x) answers) #t))

  (define (test-match-any . specifiers)
    (let ((specifiers (map specifier specifiers)))
      (lambda (runner) (some? (answers specifiers runner)))))

  (define (test-match-all . specifiers)
    (let ((specifiers (map specifier specifiers)))
      (lambda (runner) (for-all (lambda (x) x) (answers specifiers runner)))))

  (define (specifier x)
    (cond
      ((procedure? x) x)
      ((integer? x) (test-match-nth 1 x))
      ((string? x) (test-match-name x))
      (else (assertion-violation 'test-match-any "expected a test specifier" x))))

  (define (test-skip . specifiers)
    (let ((runner (test-runner-get)))
      (set-skip-list! runner
        (cons (apply test-match-all specifiers) (runner-skip-list runner)))))

  (define (test-expect-fail . specifiers)
    (let ((runner (test-runner-get)))
      (set-fail-list! runner
        (cons (apply test-match-all specifiers) (runner-fail-list runner)))))

  ;; What shall be done with the test of the runner's name: skip it, or see whether it fails.
  (define (plan runner)
    (let* ((run? (or (not (runner-run-list runner))
                     (some? (answers (runner-run-list runner) runner))))
           (skip? (some? (answers (runner-skip-list runner) runner)))
           (fails? (some? (answers (runner-fail-list runner) runner))))
      (cond
        ((or skip? (not run?)) 'skip)
        (fails? 'xfail)
        (else #f))))

  (define (test-apply first . rest)
    (if (test-runner? first)
        (let* ((specifiers (list-head rest (- (length rest) 1)))
               (thunk (car (last-pair rest)))
               (saved (runner-run-list first)))
          (unless (null? specifiers)
            (set-run-list! first (map specifier specifiers)))
          (call-with-runner first thunk)
          (set-run-list! first saved))
        (let ((runner (test-runner-current)))
          (if runner
              (apply test-apply runner first rest)
              (let ((runner (test-runner-create)))
                (apply test-apply runner first rest)
                ((test-runner-on-final runner) runner))))))

  ;; Groups

  (define test-begin
    (case-lambda
      ((name) (test-begin name #f))
      ((name count)
       (let ((own? (not (test-runner-current))))
         (when own?
           (test-runner-current (test-runner-create)))
         (let ((runner (test-runner-current)))
           ((test-runner-on-group-begin runner) runner name count)
           (set-groups! runner
             (cons (list name (runner-count runner) (runner-skip-list runner)
                         (runner-fail-list runner) count own?)
                   (runner-groups runner)))
           (set-name! runner name)
           (set-count! runner 0))))))

  (define test-end
    (case-lambda
      (() (test-end #f))
      ((end-name)
       (let* ((runner (test-runner-get)) (groups (runner-groups runner)))
         (when (null? groups)
           (assertion-violation 'test-end "there is no test group to end" end-name))
         (let-values (((name count skip-list fail-list expected own?)
                       (apply values (car groups))))
           (when (and end-name (not (equal? name end-name)))
             ((test-runner-on-bad-end-name runner) runner name end-name))
           (when (and expected (not (= expected (runner-count runner))))
             ((test-runner-on-bad-count runner) runner (runner-count runner) expected))
           ((test-runner-on-group-end runner) runner)
           (set-groups! runner (cdr groups))
           (set-skip-list! runner skip-list)
           (set-fail-list! runner fail-list)
           (set-count! runner (+ count 1))
           (when (null? (cdr groups))
             ((test-runner-on-final runner) runner))
           (when own?
             (test-runner-current #f)))))))

  (define-syntax test-group
    (syntax-rules ()
      ((_ name form ...)
       (call-in-group name (lambda () (let () form ... (if #f #f)))))))

  (define-syntax test-group-with-cleanup
    (syntax-rules ()
      ((_ name form ... cleanup)
       (call-in-group name
         (lambda ()
           (dynamic-wind
             (lambda () #f)
             (lambda () (let () form ... (if #f #f)))
             (lambda () cleanup)))))))

  (define (call-in-group name thunk)
    (let ((runner (test-runner-current)))
      (when runner
        (test-result-clear runner)
        (set-name! runner name))
      (if (and runner (eq? (plan runner) 'skip))
          (begin
            (set-skip! runner (+ 1 (test-runner-skip-count runner)))
            (set-count! runner (+ 1 (runner-count runner))))
          (dynamic-wind
            (lambda () (test-begin name))
            thunk
            (lambda () (test-end name))))))

  ;; Results

  (define test-result-ref
    (case-lambda
      ((runner property) (test-result-ref runner property #f))
      ((runner property default)
       (let ((entry (assq property (runner-properties runner))))
         (if entry (cdr entry) default)))))

  (define (test-result-set! runner property value)
    (let ((entry (assq property (runner-properties runner))))
      (if entry
          (set-cdr! entry value)
          (set-properties! runner (cons (cons property value) (runner-properties runner))))))

  (define (test-result-remove runner property)
    (set-properties! runner
      (remp (lambda (entry) (eq? (car entry) property)) (runner-properties runner))))

  (define (test-result-clear runner) (set-properties! runner '()))
  (define (test-result-alist runner) (runner-properties runner))

  (define (test-result-kind . runner)
    (test-result-ref (if (null? runner) (test-runner-get) (car runner)) 'result-kind))

  (define (test-passed? . runner)
    (and (memq (apply test-result-kind runner) '(pass xpass)) #t))

  ;; Test cases. CHECK says whether the test passes.

  (define (run-test name form check)
    (let ((runner (test-runner-get)))
      (test-result-clear runner)
      (set-name! runner (or name ""))
      (test-result-set! runner 'source-form form)
      (let ((planned (plan runner)))
        (when planned
          (test-result-set! runner 'result-kind planned))
        ((test-runner-on-test-begin runner) runner)
        (unless (eq? planned 'skip)
          (let ((passed? (guard (c (#t (test-result-set! runner 'actual-error c) #f))
                           (check runner))))
            (test-result-set! runner 'result-kind
              (if (eq? planned 'xfail)
                  (if passed? 'xpass 'xfail)
                  (if passed? 'pass 'fail)))))
        (count-result! runner)
        ((test-runner-on-test-end runner) runner))))

  (define (count-result! runner)
    (define (increment! ref set) (set runner (+ 1 (ref runner))))
    (case (test-result-kind runner)
      ((pass) (increment! test-runner-pass-count set-pass!))
      ((fail) (increment! test-runner-fail-count set-fail!))
      ((xpass) (increment! test-runner-xpass-count set-xpass!))
      ((xfail) (increment! test-runner-xfail-count set-xfail!))
      (else (increment! test-runner-skip-count set-skip!)))
    (increment! runner-count set-count!))

  (define (actual! runner value)
    (test-result-set! runner 'actual-value value)
    value)

  (define-syntax test-assert
    (syntax-rules ()
      ((_ name expression)
       (run-test name '(test-assert name expression)
         (lambda (runner) (actual! runner expression))))
      ((_ expression)
       (run-test #f '(test-assert expression)
         (lambda (runner) (actual! runner expression))))))

  (define (compare same? name form expected actual)
    (run-test name form
      (lambda (runner)
        (let ((expected (expected)))
          (test-result-set! runner 'expected-value expected)
          (same? expected (actual! runner (actual)))))))

  (define-syntax test-eqv
    (syntax-rules ()
      ((_ name expected expression)
       (compare eqv? name '(test-eqv name expected expression)
         (lambda () expected) (lambda () expression)))
      ((_ expected expression)
       (compare eqv? #f '(test-eqv expected expression)
         (lambda () expected) (lambda () expression)))))

  (define-syntax test-eq
    (syntax-rules ()
      ((_ name expected expression)
       (compare eq? name '(test-eq name expected expression)
         (lambda () expected) (lambda () expression)))
      ((_ expected expression)
       (compare eq? #f '(test-eq expected expression)
         (lambda () expected) (lambda () expression)))))

  (define-syntax test-equal
    (syntax-rules ()
      ((_ name expected expression)
       (compare equal? name '(test-equal name expected expression)
         (lambda () expected) (lambda () expression)))
      ((_ expected expression)
       (compare equal? #f '(test-equal expected expression)
         (lambda () expected) (lambda () expression)))))

  (define (near? error)
    (lambda (expected actual)
      (<= (- expected error) actual (+ expected error))))

  (define-syntax test-approximate
    (syntax-rules ()
      ((_ name expected expression error)
       (compare (near? error) name '(test-approximate name expected expression error)
         (lambda () expected) (lambda () expression)))
      ((_ expected expression error)
       (compare (near? error) #f '(test-approximate expected expression error)
         (lambda () expected) (lambda () expression)))))

  ;; The type of an error is #t for any, a predicate, or the descriptor of a condition type.
  (define-syntax test-error
    (syntax-rules ()
      ((_ name type expression)
       (expect-error name '(test-error name type expression) type (lambda () expression)))
      ((_ type expression)
       (expect-error #f '(test-error type expression) type (lambda () expression)))
      ((_ expression)
       (expect-error #f '(test-error expression) #t (lambda () expression)))))

  (define (expect-error name form type thunk)
    (run-test name form
      (lambda (runner)
        (test-result-set! runner 'expected-error type)
        (guard (c (#t
                   (test-result-set! runner 'actual-error c)
                   (cond
                     ((procedure? type) (type c))
                     ((record-type-descriptor? type) ((condition-predicate type) c))
                     (else #t))))
          (actual! runner (thunk))
          #f))))

  (define (test-read-eval-string string)
    (let* ((port (open-input-string string)) (form (read port)))
      (if (eof-object? (read-char port))
          (eval form (interaction-environment))
          (error 'test-read-eval-string "something follows the datum" string))))

  ;; The simple runner

  (define (test-on-test-begin-simple runner) #f)
  (define (test-on-group-end-simple runner) #f)

  (define (test-on-group-begin-simple runner name count)
    (when (null? (runner-groups runner))
      (display "%%%% Starting test ")
      (display name)
      (newline)))

  (define (test-on-test-end-simple runner)
    (when (memq (test-result-kind runner) '(fail xpass))
      (display (if (test-passed? runner) "XPASS" "FAIL"))
      (for-each
        (lambda (name)
          (display " ")
          (display name))
        (append (test-runner-group-path runner)
                (if (equal? (test-runner-test-name runner) "")
                    '()
                    (list (test-runner-test-name runner)))))
      (newline)
      (for-each (lambda (property) (show-property runner property))
                '(source-form expected-value expected-error actual-value actual-error))))

  (define (show-property runner property)
    (let ((entry (assq property (test-result-alist runner))))
      (when entry
        (display "  ")
        (display property)
        (display ": ")
        (if (condition? (cdr entry))
            (show-condition (cdr entry))
            (write (cdr entry)))
        (newline))))

  (define (show-condition c)
    (if (message-condition? c)
        (display (condition-message c))
        (write c))
    (when (irritants-condition? c)
      (for-each
        (lambda (irritant)
          (display " ")
          (write irritant))
        (condition-irritants c))))

  (define (test-on-bad-count-simple runner actual expected)
    (display "*** Total number of tests was ")
    (display actual)
    (display " but should be ")
    (display expected)
    (display ". ***")
    (newline))

  (define (test-on-bad-end-name-simple runner begin-name end-name)
    (error 'test-end
      (string-append "the group " begin-name " cannot end as " end-name)))

  (define (test-on-final-simple runner)
    (for-each
      (lambda (label ref)
        (let ((n (ref runner)))
          (when (or (positive? n) (eq? ref test-runner-pass-count))
            (display label)
            (display n)
            (newline))))
      '("# of expected passes      " "# of expected failures    "
        "# of unexpected successes " "# of unexpected failures  " "# of skipped tests        ")
      (list test-runner-pass-count test-runner-xfail-count test-runner-xpass-count
            test-runner-fail-count test-runner-skip-count))))
