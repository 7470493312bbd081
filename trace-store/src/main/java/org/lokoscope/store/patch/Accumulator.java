// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a procedure that computes with what its own call returns a loop that carries the result so
 * far: sums, products and lists.
 */
final class Accumulator {
  private static final Map<String, String> EMPTY =
      Map.of("+", "0", "*", "1", "cons", "'()", "append", "'()", "string-append", "\"\"");
  private static final Map<String, String> NAMES =
      Map.of("+", "sum", "*", "product", "string-append", "text");

  private final SourceTree tree;

  Accumulator(SourceTree tree) {
    this.tree = tree;
  }

  /** The text after the change; nothing if the procedure is of another kind. */
  Optional<String> of(Node call) {
    Node use = call.parent();
    Optional<Procedure> around = Procedure.around(call);
    if (use == null || around.isEmpty() || !EMPTY.containsKey(use.head())) {
      return Optional.empty();
    }
    Procedure procedure = around.get();
    List<String> parameters = procedure.parameters();
    boolean goesRound = !procedure.name().isEmpty() && call.is(procedure.name());
    if (!goesRound
        || parameters == null
        || parameters.size() != call.size() - 1
        || !TailPositions.isLast(use, procedure.body())
        || !isLastOperand(use, call)) {
      return Optional.empty();
    }
    Change change = new Change(procedure, parameters, use.head());
    return change.isWhole() ? Optional.of(change.text()) : Optional.empty();
  }

  /** Lists and texts are put together in order; for a sum it does not matter. */
  private static boolean isLastOperand(Node use, Node call) {
    boolean anyOrder = use.is("+") || use.is("*");
    return anyOrder
        ? use.from(1).contains(call) && use.size() > 2
        : use.last() == call && use.size() == 3;
  }

  private final class Change {
    private final Procedure procedure;
    private final List<String> parameters;
    private final String operator;
    private final String soFar;
    private final String loop;
    private final Edits edits = new Edits(tree.text());
    private boolean whole = true;

    Change(Procedure procedure, List<String> parameters, String operator) {
      this.procedure = procedure;
      this.parameters = parameters;
      this.operator = operator;
      soFar = tree.fresh(NAMES.getOrDefault(operator, "so-far"));
      loop = tree.fresh("loop");
    }

    /** Whether no call of the procedure is left over, which would find no loop to go on with. */
    boolean isWhole() {
      TailPositions.strictEnds(procedure.body().getLast()).forEach(this::end);
      return whole;
    }

    String text() {
      Node last = procedure.body().getLast();
      Node first = procedure.body().getFirst();
      int column = tree.indent(first.start());
      String bindings =
          parameters.stream()
              .map(name -> " (" + name + " " + name + ")")
              .reduce("", String::concat);
      String start =
          "(let "
              + loop
              + " (("
              + soFar
              + " "
              + EMPTY.get(operator)
              + ")"
              + bindings
              + ")\n"
              + " ".repeat(column + 2);
      String body = Indent.moved(tree, first, last, edits, column + 2);
      Edits whole = new Edits(tree.text());
      whole.replace(first.start(), last.end(), start + body + ")");
      return whole.apply();
    }

    private void end(Node end) {
      if (end.is(procedure.name()) && end.size() == parameters.size() + 1) {
        edits.replace(end, again(soFar, end));
      } else if (end.is(operator) && own(end).isPresent()) {
        Node call = own(end).get();
        edits.replace(end, again(combined(others(end, call)), call));
      } else if (!isCallOfNext(end)) {
        whole &= end.all().stream().noneMatch(node -> node.is(procedure.name()));
        edits.replace(end, finished(tree.text(end)));
      }
    }

    /** The call of the procedure among the operands. */
    private Optional<Node> own(Node use) {
      return use.from(1).stream()
          .filter(part -> part.is(procedure.name()) && part.size() == parameters.size() + 1)
          .findFirst()
          .filter(part -> isLastOperand(use, part));
    }

    private List<String> others(Node use, Node call) {
      List<String> others = new ArrayList<>();
      use.from(1).stream()
          .filter(part -> part != call)
          .forEach(part -> others.add(tree.text(part)));
      return others;
    }

    private String again(String result, Node call) {
      StringBuilder text = new StringBuilder("(" + loop + " " + result);
      call.from(1).forEach(argument -> text.append(' ').append(tree.text(argument)));
      return text.append(')').toString();
    }

    private String combined(List<String> others) {
      return operator.equals("cons")
          ? "(cons " + others.getFirst() + " " + soFar + ")"
          : "(" + operator + " " + soFar + " " + String.join(" ", others) + ")";
    }

    private String finished(String end) {
      return operator.equals("cons")
          ? "(append (reverse " + soFar + ") " + end + ")"
          : "(" + operator + " " + soFar + " " + end + ")";
    }

    /**
     * Whether an end calls what {@link LoopOutside} has put off: the procedure that was kept is a
     * part of the loop.
     */
    private boolean isCallOfNext(Node end) {
      if (end.size() != 1 || end.head().isEmpty()) {
        return false;
      }
      List<Node> kept =
          procedure.form().all().stream()
              .filter(node -> node.is("set!") && node.size() == 3)
              .filter(node -> node.child(1).symbol().equals(end.head()))
              .map(node -> node.child(2))
              .toList();
      boolean known =
          !kept.isEmpty() && kept.stream().allMatch(each -> each.is("lambda") || isSelf(each));
      if (known) {
        kept.forEach(this::next);
      }
      return known;
    }

    private boolean isSelf(Node kept) {
      return parameters.isEmpty() && kept.symbol().equals(procedure.name());
    }

    private void next(Node kept) {
      if (isSelf(kept)) {
        edits.replace(kept, "(lambda () (" + loop + " " + soFar + "))");
      } else {
        TailPositions.strictEnds(kept.last()).forEach(this::end);
      }
    }
  }
}
