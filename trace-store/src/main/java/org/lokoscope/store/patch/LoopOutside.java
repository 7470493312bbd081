// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves the call that goes round out of the form that it stands in: the form says what is to be
 * called next, and the call is made when the form has returned. What the form returns otherwise, it
 * returns as before.
 */
final class LoopOutside {
  private final SourceTree tree;

  LoopOutside(SourceTree tree) {
    this.tree = tree;
  }

  /**
   * The text after the change; nothing if no call in the form goes round.
   *
   * @param call the call that goes round, if it is known
   */
  Optional<String> of(Node form, Optional<Node> call) {
    Optional<Procedure> procedure = Procedure.around(form);
    if (procedure.isEmpty()) {
      return Optional.empty();
    }
    List<Node> calls = calls(form, call);
    return calls.isEmpty() ? Optional.empty() : Optional.of(text(form, calls, procedure.get()));
  }

  /** The calls that end the form and go round: those of one procedure. */
  private List<Node> calls(Node form, Optional<Node> call) {
    List<Node> ends = new ArrayList<>(TailPositions.looseEnds(form));
    ends.removeIf(end -> end == form || end.head().isEmpty());
    if (call.isPresent() && ends.contains(call.get())) {
      return of(ends, call.get().head());
    }
    for (Optional<Procedure> around = Procedure.around(form);
        around.isPresent();
        around = Procedure.around(around.get().form())) {
      List<Node> found = of(ends, around.get().name());
      if (!found.isEmpty()) {
        return found;
      }
    }
    ends.removeIf(end -> !tree.defines(end.head()));
    return ends.isEmpty() ? List.of() : of(ends, ends.getLast().head());
  }

  private static List<Node> of(List<Node> ends, String name) {
    return name.isEmpty() ? List.of() : ends.stream().filter(end -> end.is(name)).toList();
  }

  private String text(Node form, List<Node> calls, Procedure procedure) {
    Node first = form;
    Node last = form;
    if (!TailPositions.isLast(form, procedure.body())) {
      first = firstExpression(procedure, form);
      last = procedure.body().getLast();
    }
    String next = tree.fresh("next");
    String result = tree.fresh("result");
    Edits inside = new Edits(tree.text());
    calls.forEach(call -> inside.replace(call, Arguments.putOff(tree, call, next)));
    int column = tree.indent(first.start());
    String start = "(let* ((" + next + " #f)\n" + " ".repeat(column + 7) + "(" + result;
    String body;
    if (first == last) {
      body = "\n" + " ".repeat(column + 8) + Indent.moved(tree, first, last, inside, column + 8);
    } else {
      body =
          "\n"
              + " ".repeat(column + 8)
              + "(let ()\n"
              + " ".repeat(column + 10)
              + Indent.moved(tree, first, last, inside, column + 10)
              + ")";
    }
    String end =
        "))\n" + " ".repeat(column + 2) + ("(if " + next + " (" + next + ") " + result + "))");
    Edits edits = new Edits(tree.text());
    edits.replace(first.start(), last.end(), start + body + end);
    return edits.apply();
  }

  /** The first part of a body after which only expressions follow. */
  private static Node firstExpression(Procedure procedure, Node form) {
    for (Node part : procedure.body()) {
      if (part.contains(form) || !part.head().startsWith("define")) {
        return part;
      }
    }
    return procedure.body().getFirst();
  }
}
