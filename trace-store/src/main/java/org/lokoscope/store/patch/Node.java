// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;

/** A datum of a source text with its extent; offsets count from 0, the end is exclusive. */
final class Node {
  private final Object datum;
  private final int start;
  private final int end;
  private final boolean list;
  private final @Nullable Node parent;
  private final List<Node> children = new ArrayList<>();
  private boolean dotted;

  Node(Object datum, int start, int end, boolean list, @Nullable Node parent) {
    this.datum = datum;
    this.start = start;
    this.end = end;
    this.list = list;
    this.parent = parent;
  }

  /** To be called if the last child stands after a dot. */
  void dot() {
    dotted = true;
  }

  /** Whether it is a list that ends without a dot. */
  boolean isProperList() {
    return list && !dotted;
  }

  void add(Node child) {
    children.add(child);
  }

  /** The datum without places. */
  Object datum() {
    return datum;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Whether it is written with parentheses. */
  boolean isList() {
    return list;
  }

  @Nullable Node parent() {
    return parent;
  }

  /** What stands in the list; none for anything else. */
  List<Node> children() {
    return children;
  }

  int size() {
    return children.size();
  }

  Node child(int index) {
    return children.get(index);
  }

  Node last() {
    return children.getLast();
  }

  /** The children from one on. */
  List<Node> from(int index) {
    return index >= children.size() ? List.of() : children.subList(index, children.size());
  }

  /** The symbol itself, or "". */
  String symbol() {
    return datum instanceof Symbol symbol ? symbol.name() : "";
  }

  /** The symbol that a list begins with, or "". */
  String head() {
    return list && !children.isEmpty() ? children.getFirst().symbol() : "";
  }

  boolean is(String head) {
    return head.equals(head());
  }

  boolean contains(Node other) {
    return start <= other.start && other.end <= end;
  }

  /** Itself and all that lies in it. */
  List<Node> all() {
    List<Node> found = new ArrayList<>();
    found.add(this);
    for (int i = 0; i < found.size(); i++) {
      found.addAll(found.get(i).children);
    }
    return found;
  }
}
