// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A procedure in a text: a definition, a named {@code let} or a {@code lambda}.
 *
 * @param form the whole
 * @param name "" if it has none
 * @param parameters null if there are others than plain ones
 * @param body its expressions and definitions
 */
record Procedure(Node form, String name, @Nullable List<String> parameters, List<Node> body) {

  /** The innermost procedure around a node. */
  static Optional<Procedure> around(Node node) {
    for (Node form = node.parent(); form != null; form = form.parent()) {
      Optional<Procedure> found = of(form);
      if (found.isPresent() && found.get().body().stream().anyMatch(part -> part.contains(node))) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Procedure> of(Node form) {
    if (form.head().startsWith("define") && form.size() > 2 && form.child(1).isList()) {
      Node head = form.child(1);
      return Optional.of(
          new Procedure(form, definedName(form), names(head, head.from(1)), form.from(2)));
    }
    if (form.is("let") && form.size() > 3 && !form.child(1).symbol().isEmpty()) {
      List<Node> names =
          form.child(2).children().stream()
              .filter(binding -> binding.size() == 2)
              .map(binding -> binding.child(0))
              .toList();
      return Optional.of(
          new Procedure(form, form.child(1).symbol(), names(form.child(2), names), form.from(3)));
    }
    if (form.head().startsWith("lambda") && form.size() > 2) {
      Node parameters = form.child(1);
      return Optional.of(
          new Procedure(
              form, boundName(form), names(parameters, parameters.children()), form.from(2)));
    }
    return Optional.empty();
  }

  private static @Nullable List<String> names(Node list, List<Node> parameters) {
    boolean plain =
        list.isProperList() && parameters.stream().noneMatch(each -> each.symbol().isEmpty());
    return plain ? parameters.stream().map(Node::symbol).toList() : null;
  }

  /** The name that a definition gives, or "". */
  static String definedName(Node form) {
    Node name = form.child(1);
    while (name.isList() && name.size() > 0) {
      name = name.child(0);
    }
    return name.symbol();
  }

  /** The name of a lambda that is the value of a definition or of a binding, or "". */
  private static String boundName(Node lambda) {
    Node parent = lambda.parent();
    if (parent == null || parent.size() < 2 || parent.last() != lambda) {
      return "";
    }
    boolean definition = parent.head().startsWith("define") && parent.size() == 3;
    return parent.size() == 2 || definition ? parent.child(parent.size() - 2).symbol() : "";
  }
}
