// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.Optional;

/**
 * For arms of choices that stay queued when another arm wins, as they do in Loko: one fiber waits
 * for the condition or the channel, and resumes who still waits; the others are forgotten.
 */
final class OneWaiter {

  /** 1: the condition, 2: the operation, 3: waiting, 4: claim, 5: parameters of block. */
  private static final String CONDITION =
      """

      ;; One fiber waits for %1$s; a choice that was made otherwise leaves nothing on it.
      (define %2$s
        (let ((waiters '()) (watched? #f) (over? #f))
          (define (waiting? each) %3$s)
          (define (watch)
            (wait %1$s)
            (set! over? #t)
            (for-each
             (lambda (each)
               (when (waiting? each)
                 %4$s
                 ((car each) values)))
             waiters))
          (make-base-operation
           #f
           (lambda () (and over? values))
           (lambda (%5$s)
             (unless watched?
               (set! watched? #t)
               (spawn-fiber watch))
             (set! waiters (cons (cons resume state) (filter waiting? waiters)))))))\
      """;

  private static final String CHANNEL =
      """

      ;; One fiber receives from %1$s; a choice that was made otherwise leaves nothing on it.
      ;; Who sends goes on when that fiber has the message.
      (define %2$s
        (let ((waiters '()) (messages '()) (watched? #f))
          (define (waiting? each) %3$s)
          (define (take)
            (let ((message (car messages)))
              (set! messages (cdr messages))
              (lambda () message)))
          (define (watch)
            (set! messages (append messages (list (get-message %1$s))))
            (set! watched? #f)
            (set! waiters (filter waiting? waiters))
            (when (pair? waiters)
              (let ((each (car (reverse waiters))))
                %4$s
                ((car each) (take)))))
          (make-base-operation
           #f
           (lambda () (and (pair? messages) (take)))
           (lambda (%5$s)
             (unless watched?
               (set! watched? #t)
               (spawn-fiber watch))
             (set! waiters (cons (cons resume state) (filter waiting? waiters)))))))\
      """;

  private final SourceTree tree;
  private final Dialect dialect;

  OneWaiter(SourceTree tree) {
    this.tree = tree;
    this.dialect = Dialect.of(tree);
  }

  /**
   * The text after the change.
   *
   * @param place {@code (wait-operation NAME)}, {@code (get-operation NAME)} or a clause {@code ((x
   *     <- NAME) ...)} of a select, with a name of the top level
   */
  Optional<String> of(Node place) {
    boolean condition = place.is("wait-operation");
    Node source = source(place);
    Optional<Node> definition = tree.definition(source.symbol());
    if (definition.isEmpty() || !condition && !isChannel(definition.get())) {
      return Optional.empty();
    }
    String name = source.symbol();
    String shared = tree.fresh("until-" + name);
    String helper =
        (condition ? CONDITION : CHANNEL)
            .formatted(
                name,
                shared,
                dialect.isWaiting("(cdr each)"),
                dialect.claim("(cdr each)"),
                dialect.parameters());
    Edits edits = new Edits(tree.text());
    int end = definition.get().end();
    edits.replace(end, end, helper);
    String text = tree.text(place);
    boolean clause = source.parent() != place;
    tree.forms().stream()
        .flatMap(form -> form.all().stream())
        .filter(node -> node.isList() && tree.text(node).equals(text))
        .forEach(node -> edits.replace(clause ? source(node) : node, shared));
    return Optional.of(edits.apply());
  }

  /** What the operation is of; the place itself if it is of another kind. */
  private static Node source(Node place) {
    if ((place.is("wait-operation") || place.is("get-operation")) && place.size() == 2) {
      return place.child(1);
    }
    Node arm = place.size() > 1 ? place.child(0) : place;
    return arm.size() == 3 && arm.child(1).symbol().equals("<-") ? arm.child(2) : place;
  }

  private static boolean isChannel(Node definition) {
    return definition.last().is("make-channel");
  }
}
