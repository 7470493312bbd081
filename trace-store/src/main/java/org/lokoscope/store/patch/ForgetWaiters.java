// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.List;
import java.util.Optional;

/**
 * Lets the block procedure of an operation of the program's own forget those that no longer wait:
 * it keeps the state of each, and drops whose state says that another arm was chosen.
 */
final class ForgetWaiters {

  private static final String KEEP =
      """
      (define %1$s '()) ; of (waiter . state)
      ;; Adds one that waits to a list, and drops those that no longer do.
      (define (%2$s waiter state waiters)
        (define (waiting? each) %3$s)
        (set! %1$s (cons (cons waiter state) (filter waiting? %1$s)))
        (filter (lambda (each) (assq each %1$s)) (cons waiter waiters)))

      """;

  private static final String FORGET =
      """
      (define %1$s '()) ; of (key . state)
      ;; Takes those that no longer wait out of a table.
      (define (%2$s table key state)
        (define (waiting? each) %3$s)
        (for-each
         (lambda (each) (unless (waiting? each) (hashtable-delete! table (car each))))
         %1$s)
        (set! %1$s (cons (cons key state) (filter waiting? %1$s))))

      """;

  private final SourceTree tree;

  ForgetWaiters(SourceTree tree) {
    this.tree = tree;
  }

  /**
   * The text after the change.
   *
   * @param keeping the form that keeps the waiter, in the procedure that gets what resumes and the
   *     state
   */
  Optional<String> of(Node keeping) {
    List<String> parameters =
        Procedure.around(keeping).map(Procedure::parameters).orElse(List.of());
    Dialect dialect = Dialect.ofBlock(parameters.size());
    if (dialect == null) {
      return Optional.empty();
    }
    String state = parameters.get(dialect.stateParameter());
    String waiting = dialect.isWaiting("(cdr each)");
    if (isList(keeping)) {
      return list(keeping, state, waiting);
    }
    boolean table = keeping.is("hashtable-set!") && keeping.size() == 4 && isName(keeping.child(2));
    return table ? table(keeping, state, waiting) : Optional.empty();
  }

  /** Whether it is {@code (set! all (cons waiter all))}, from the cons on. */
  private static boolean isList(Node keeping) {
    Node parent = keeping.parent();
    return keeping.is("cons")
        && keeping.size() == 3
        && isName(keeping.child(2))
        && parent != null
        && parent.is("set!")
        && parent.size() == 3
        && parent.child(1).symbol().equals(keeping.child(2).symbol());
  }

  private static boolean isName(Node node) {
    return !node.symbol().isEmpty();
  }

  private Optional<String> list(Node keeping, String state, String waiting) {
    String name = tree.fresh("keep-waiting");
    String call =
        "("
            + name
            + " "
            + tree.text(keeping.child(1))
            + " "
            + state
            + " "
            + tree.text(keeping.child(2))
            + ")";
    return Optional.of(text(keeping, call, KEEP, name, waiting));
  }

  private Optional<String> table(Node keeping, String state, String waiting) {
    String name = tree.fresh("forget-others!");
    String call =
        "("
            + name
            + " "
            + tree.text(keeping.child(1))
            + " "
            + keeping.child(2).symbol()
            + " "
            + state
            + ")\n"
            + " ".repeat(tree.indent(keeping.start()))
            + tree.text(keeping);
    return Optional.of(text(keeping, call, FORGET, name, waiting));
  }

  private String text(Node keeping, String call, String helper, String name, String waiting) {
    String states = tree.fresh("states");
    Edits edits = new Edits(tree.text());
    int top = tree.lineStart(tree.topLevel(keeping).start());
    edits.replace(top, top, helper.formatted(states, name, waiting));
    edits.replace(keeping, call);
    return edits.apply();
  }
}
