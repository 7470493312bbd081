// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.List;
import java.util.Optional;

/**
 * For timers that stay armed when another arm of their choice wins, as they do in Loko: one timer
 * at a time for all who set the same limit, and those who no longer wait are forgotten.
 */
final class TimeLimit {

  /** 1: maker, 2: waiting, 3: claim, 4: parameters, 5: now. */
  private static final String HELPER =
      """
      ;; A time limit with one timer; a choice that was made otherwise leaves none.
      (define (%1$s seconds)
        (define waiters '()) ; of (end resume . state), the last one first
        (define watched? #f)
        (define (now) %5$s)
        (define (waiting? each) %2$s)
        (define (watch)
          (set! waiters (filter waiting? waiters))
          (if (null? waiters)
              (set! watched? #f)
              (let ((each (car (reverse waiters))))
                (sleep (max 0 (- (car each) (now))))
                (when (and (waiting? each) (<= (car each) (now)))
                  %3$s
                  ((cadr each) (lambda () #t)))
                (watch))))
        (make-base-operation
         #f
         (lambda () #f)
         (lambda (%4$s)
           (set! waiters
                 (cons (cons (+ (now) seconds) (cons resume state))
                       (filter waiting? waiters)))
           (unless watched?
             (set! watched? #t)
             (spawn-fiber watch)))))
      """;

  /** 1: maker, 2: the operation for some seconds, 3: those that are known, a bounded number. */
  private static final String LIMITS =
      """
      (define %3$s '()) ; of (seconds . operation)
      (define (%2$s seconds)
        (unless (assv seconds %3$s)
          (set! %3$s
                (cons (cons seconds (%1$s seconds))
                      (if (< (length %3$s) 64) %3$s '()))))
        (cdr (assv seconds %3$s)))

      """;

  /** 1: the operation, 2: the limit, 3: seconds. */
  private static final String RAISING =
      """
      ((perform-operation
        (choice-operation
         (wrap-operation %1$s
           (lambda results (lambda () (apply values results))))
         (wrap-operation %2$s
           (lambda late (lambda () (raise (make-timeout-error %3$s))))))))\
      """;

  private final SourceTree tree;
  private final Dialect dialect;

  TimeLimit(SourceTree tree) {
    this.tree = tree;
    this.dialect = Dialect.of(tree);
  }

  /**
   * The text after the change.
   *
   * @param place {@code (sleep-operation SECONDS)}, {@code (perform-operation/timeout OPERATION
   *     SECONDS)}, a clause {@code ((after SECONDS) ...)} of a select, with a number or a name; or
   *     the use of a macro whose template has one of them
   */
  Optional<String> of(Node place) {
    Node arm = place.size() > 0 && place.child(0).is("after") ? place.child(0) : place;
    int seconds = seconds(arm);
    if (seconds > 0 && isConstant(arm.child(seconds))) {
      return change(arm, arm.child(seconds), false);
    }
    if (seconds > 0 && !arm.child(seconds).symbol().isEmpty()) {
      return change(arm, arm.child(seconds), true);
    }
    return tree.definition(place.head()).filter(form -> form.is("define-syntax")).stream()
        .flatMap(form -> form.all().stream())
        .filter(node -> node.is("sleep-operation") && node.size() == 2)
        .findFirst()
        .flatMap(node -> change(node, node.child(1), true));
  }

  /** Where a form has its seconds; 0 if it is no form with a time limit. */
  private static int seconds(Node form) {
    return switch (form.head()) {
      case "after", "sleep-operation" -> form.size() == 2 ? 1 : 0;
      case "perform-operation/timeout" -> form.size() == 3 ? 2 : 0;
      default -> 0;
    };
  }

  private boolean isConstant(Node seconds) {
    return seconds.datum() instanceof Number
        || !seconds.symbol().isEmpty() && tree.defines(seconds.symbol());
  }

  /**
   * @param differ whether the seconds are others at other times
   */
  private Optional<String> change(Node arm, Node seconds, boolean differ) {
    Optional<Node> imports =
        tree.forms().stream()
            .filter(form -> List.of("import", "use-modules", "define-module").contains(form.head()))
            .findFirst();
    if (imports.isEmpty()) {
      return Optional.empty();
    }
    String limit = tree.fresh("make-time-limit");
    String shared = tree.fresh("time-limit");
    Edits edits = new Edits(tree.text());
    importWhatIsNeeded(imports.get(), edits);
    int top = tree.lineStart(tree.topLevel(arm).start());
    String text = tree.text(seconds);
    String known =
        differ
            ? LIMITS.formatted(limit, shared, tree.fresh("limits"))
            : "(define %2$s (%1$s %3$s))\n\n".formatted(limit, shared, text);
    edits.replace(top, top, helper(limit) + known);
    edits.replace(arm, replacement(arm, differ ? "(" + shared + " " + text + ")" : shared));
    return Optional.of(edits.apply());
  }

  private String replacement(Node arm, String limit) {
    return switch (arm.head()) {
      case "after" -> "(late <- " + limit + ")";
      case "perform-operation/timeout" ->
          RAISING
              .formatted(tree.text(arm.child(1)), limit, tree.text(arm.child(2)))
              .replace("\n", "\n" + " ".repeat(tree.indent(arm.start())));
      default -> limit;
    };
  }

  private String helper(String limit) {
    return HELPER.formatted(
        limit,
        dialect.isWaiting("(cddr each)"),
        dialect.claim("(cddr each)"),
        dialect.parameters(),
        dialect.now());
  }

  private void importWhatIsNeeded(Node imports, Edits edits) {
    int close = imports.end() - 1;
    if (dialect == Dialect.LOKO) {
      edits.replace(close, close, " (only (scheme time) current-jiffy jiffies-per-second)");
    } else if (imports.is("use-modules")) {
      edits.replace(close, close, " (ice-9 atomic)");
    } else {
      edits.replace(close, close, " #:use-module (ice-9 atomic)");
    }
  }
}
