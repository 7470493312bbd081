// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.node.StopPoint;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Node;

/**
 * The code of a procedure as the machine has it, for people to read: a line for each node of its
 * tree, with what the node holds, and its operands below it.
 */
final class NodeListing {

  private static final int LONGEST_CONSTANT = 60;

  private final StringBuilder text = new StringBuilder();

  private NodeListing() {}

  static String of(Closure closure) {
    NodeListing listing = new NodeListing();
    listing.code(closure.code());
    return listing.text.toString();
  }

  private void code(Code code) {
    text.append("Code of ").append(code.name().isEmpty() ? "a procedure" : code.name());
    text.append(": ").append(code.required()).append(" parameters");
    text.append(code.hasRest() ? " and a rest list" : "");
    text.append(", ").append(code.localsSize()).append(" slots\n");
    node(code.body(), 1);
  }

  private void node(Node shown, int depth) {
    // Whether somebody debugs it is no matter of the program.
    Node node = shown instanceof StopPoint stop ? stop.target() : shown;
    List<Node> children = new ArrayList<>();
    text.append("  ".repeat(depth)).append(node.getClass().getSimpleName());
    for (Class<?> type = node.getClass(); type != Node.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field(field.getName(), value(field, node), children);
        }
      }
    }
    text.append('\n');
    children.forEach(child -> node(child, depth + 1));
  }

  private static Object value(Field field, Node node) {
    try {
      field.setAccessible(true);
      Object value = field.get(node);
      return value == null ? "" : value;
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Shows what is short; what the machine keeps for itself says nothing to people. */
  private void field(String name, Object value, List<Node> children) {
    switch (value) {
      case Node child -> children.add(child);
      case Node[] several -> children.addAll(List.of(several));
      case Global global -> show(name, global.name());
      case Integer _, Boolean _ -> show(name, value.toString());
      case Object datum when name.equals("value") ->
          show(name, Printer.writeShort(datum, LONGEST_CONSTANT));
      default -> {}
    }
  }

  private void show(String name, String value) {
    text.append(' ').append(name).append('=').append(value);
  }
}
