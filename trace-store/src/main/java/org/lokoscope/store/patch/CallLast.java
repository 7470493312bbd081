// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a call the last thing that its procedure does where something stands after it: that is done
 * before the call, or left out if it does nothing.
 */
final class CallLast {
  private final SourceTree tree;

  CallLast(SourceTree tree) {
    this.tree = tree;
  }

  /** The text after the change; nothing if the value of the call is used. */
  Optional<String> of(Node call) {
    Optional<Procedure> procedure = Procedure.around(call);
    if (procedure.isEmpty()) {
      return Optional.empty();
    }
    Edits edits = new Edits(tree.text());
    Node at = call;
    while (at.parent() != null && at != procedure.get().form()) {
      Node parent = at.parent();
      List<Node> sequence = sequence(parent, at, procedure.get());
      boolean last = sequence.isEmpty() ? passesOn(parent, at) : sequence.getLast() == at;
      if (!last && sequence.isEmpty()) {
        return Optional.empty();
      }
      if (!last) {
        moveToEnd(at, sequence, edits);
      }
      at = parent;
    }
    return edits.isEmpty() ? Optional.empty() : Optional.of(edits.apply());
  }

  /** Whether a form returns what a part of it returns, which may be a clause. */
  private static boolean passesOn(Node parent, Node part) {
    return TailPositions.strict(parent).stream().anyMatch(part::contains);
  }

  /** The expressions that a part is one of, done one after the other; or none. */
  private static List<Node> sequence(Node parent, Node part, Procedure procedure) {
    if (parent == procedure.form()) {
      return procedure.body();
    }
    int first =
        switch (parent.head()) {
          case "begin" -> 1;
          case "when", "unless", "let", "let*", "letrec", "letrec*", "let-values", "let*-values" ->
              2;
          case "receive" -> 3;
          default -> isClause(parent) ? 1 : Integer.MAX_VALUE;
        };
    List<Node> body = parent.from(first);
    return body.contains(part) ? body : List.of();
  }

  private static boolean isClause(Node form) {
    Node around = form.parent();
    return around != null
        && TailPositions.strict(around).stream().anyMatch(end -> end.parent() == form)
        && around.children().contains(form)
        && List.of("cond", "case", "match", "select", "do").contains(around.head());
  }

  private void moveToEnd(Node call, List<Node> sequence, Edits edits) {
    List<Node> after =
        new ArrayList<>(sequence.subList(sequence.indexOf(call) + 1, sequence.size()));
    int end = after.getLast().end();
    after.removeIf(CallLast::doesNothing);
    if (after.isEmpty()) {
      edits.replace(call.end(), end, "");
      return;
    }
    String rest = tree.text().substring(after.getFirst().start(), after.getLast().end());
    String moved = rest + "\n" + " ".repeat(tree.indent(call.start())) + tree.text(call);
    edits.replace(call.start(), end, moved);
  }

  private static boolean doesNothing(Node node) {
    boolean constant = node.children().isEmpty() && !node.isList();
    return constant
        || node.is("quote")
        || !node.isList()
        || node.is("values") && node.from(1).stream().allMatch(CallLast::doesNothing)
        || node.is("if")
            && node.size() == 3
            && node.child(1).children().isEmpty()
            && node.child(2).children().isEmpty();
  }
}
