// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which parts of a form give it its value, by the forms of the standards and of Guile. */
final class TailPositions {
  private static final Set<String> BODIES =
      Set.of(
          "begin",
          "let*",
          "letrec",
          "letrec*",
          "let-values",
          "let*-values",
          "let-syntax",
          "letrec-syntax",
          "receive",
          "let");

  /** Forms whose body is evaluated inside of something that has an end. */
  private static final Set<String> AROUND =
      Set.of("parameterize", "with-fluids", "with-syntax-parameters");

  private TailPositions() {}

  /** The parts in tail position: calls in them leave nothing behind. */
  static List<Node> strict(Node form) {
    String head = form.head();
    if (BODIES.contains(head)) {
      return form.size() > 1 ? List.of(form.last()) : List.of();
    }
    return switch (head) {
      case "when", "unless" -> form.size() > 2 ? List.of(form.last()) : List.of();
      case "and", "or" -> form.size() > 1 ? List.of(form.last()) : List.of();
      case "if" -> form.from(2);
      case "cond" -> ends(form.from(1));
      case "case", "match", "select" -> ends(form.from(2));
      case "do" -> form.size() > 2 ? ends(List.of(form.child(2))) : List.of();
      default -> List.of();
    };
  }

  private static List<Node> ends(List<Node> clauses) {
    List<Node> ends = new ArrayList<>();
    for (Node clause : clauses) {
      boolean arrow = clause.children().stream().anyMatch(part -> part.symbol().equals("=>"));
      if (clause.isList() && clause.size() > 1 && !arrow) {
        ends.add(clause.last());
      }
    }
    return ends;
  }

  /**
   * The parts that are done last, also where the form itself has something to do after them: bodies
   * of {@code guard} and its kind, and of procedures that are handed on.
   */
  static List<Node> loose(Node form) {
    if (AROUND.contains(form.head())) {
      return form.size() > 2 ? List.of(form.last()) : List.of();
    }
    return switch (form.head()) {
      case "guard" -> guard(form);
      case "dynamic-wind", "with-exception-handler", "with-throw-handler" ->
          form.size() > 2 ? bodyOf(form.child(2)) : List.of();
      // What the first procedure returns is used by the second.
      case "call-with-values" -> form.size() == 3 ? bodyOf(form.child(2)) : List.of();
      case "quote", "quasiquote", "lambda", "define", "define-syntax", "set!" -> List.of();
      default -> {
        List<Node> strict = strict(form);
        yield strict.isEmpty() ? handedOn(form) : strict;
      }
    };
  }

  private static List<Node> guard(Node form) {
    List<Node> parts = new ArrayList<>();
    if (form.size() > 2) {
      parts.addAll(ends(form.child(1).from(1)));
      parts.add(form.last());
    }
    return parts;
  }

  private static List<Node> handedOn(Node call) {
    List<Node> parts = new ArrayList<>();
    call.from(1).forEach(argument -> parts.addAll(bodyOf(argument)));
    return parts;
  }

  private static List<Node> bodyOf(Node lambda) {
    return lambda.head().startsWith("lambda") && lambda.size() > 2
        ? List.of(lambda.last())
        : List.of();
  }

  /** The expressions that a form ends with, in the sense of {@link #loose}. */
  static List<Node> looseEnds(Node form) {
    List<Node> ends = new ArrayList<>();
    collect(form, ends, true);
    return ends;
  }

  /** The expressions in tail position of a form, itself if it has no parts. */
  static List<Node> strictEnds(Node form) {
    List<Node> ends = new ArrayList<>();
    collect(form, ends, false);
    return ends;
  }

  private static void collect(Node form, List<Node> ends, boolean loose) {
    List<Node> parts = loose ? loose(form) : strict(form);
    if (parts.isEmpty()) {
      ends.add(form);
    }
    parts.forEach(part -> collect(part, ends, loose));
  }

  /** Whether what a node returns is what the last expression of a body returns. */
  static boolean isLast(Node node, List<Node> body) {
    return !body.isEmpty() && reaches(body.getLast(), node);
  }

  private static boolean reaches(Node form, Node node) {
    return form == node
        || form.contains(node) && strict(form).stream().anyMatch(part -> reaches(part, node));
  }
}
