// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.lokoscope.runtime.datum.Pair;

/** Finds the parts of a datum that need a label: those in cycles, or all that are met twice. */
final class Sharing {

  /** Marks the moment when all parts of a node have been visited. */
  private record Leave(Object node) {}

  private enum State {
    ACTIVE,
    DONE
  }

  /** A datum that is visited wholly in so few steps has no cycle and needs no table. */
  private static final int QUICK_STEPS = 1000;

  private final boolean all;
  private final Map<Object, String> texts;
  private final Map<Object, State> states = new IdentityHashMap<>();
  private final Map<Object, Integer> labels = new IdentityHashMap<>();
  private final ArrayDeque<Object> work = new ArrayDeque<>();

  private Sharing(boolean all, Map<Object, String> texts) {
    this.all = all;
    this.texts = texts;
  }

  /**
   * @param all whether sharing without a cycle counts, too
   * @param texts what is printed of some parts instead of what they contain
   * @return each such part with a negative number: its label is not given yet
   */
  static Map<Object, Integer> find(Object datum, boolean all, Map<Object, String> texts) {
    if (!hasParts(datum, texts) || (!all && isSmallTree(datum, texts))) {
      return Collections.emptyMap();
    }
    Sharing sharing = new Sharing(all, texts);
    sharing.visit(datum);
    return sharing.labels;
  }

  private static boolean hasParts(Object datum, Map<Object, String> texts) {
    return Node.isComposite(datum) && !texts.containsKey(datum);
  }

  private static boolean isSmallTree(Object datum, Map<Object, String> texts) {
    ArrayDeque<Object> work = new ArrayDeque<>();
    work.push(datum);
    for (int steps = 0; steps < QUICK_STEPS; steps++) {
      if (work.isEmpty()) {
        return true;
      }
      Object node = work.pop();
      if (node instanceof Pair pair) {
        pushComposite(pair.cdr, texts, work);
        pushComposite(pair.car, texts, work);
      } else {
        Object[] items = Node.of(node).items();
        if (items.length > QUICK_STEPS) {
          return false;
        }
        for (Object item : items) {
          pushComposite(item, texts, work);
        }
      }
    }
    return false;
  }

  private static void pushComposite(
      Object item, Map<Object, String> texts, ArrayDeque<Object> work) {
    if (hasParts(item, texts)) {
      work.push(item);
    }
  }

  private void visit(Object datum) {
    work.push(datum);
    while (!work.isEmpty()) {
      Object next = work.pop();
      if (next instanceof Leave leave) {
        states.put(leave.node, State.DONE);
      } else {
        enter(next);
      }
    }
  }

  private void enter(Object node) {
    State state = states.get(node);
    if (state != null) {
      if (all || state == State.ACTIVE) {
        labels.put(node, -1);
      }
      return;
    }
    states.put(node, State.ACTIVE);
    work.push(new Leave(node));
    if (node instanceof Pair pair) {
      pushComposite(pair.cdr, texts, work);
      pushComposite(pair.car, texts, work);
    } else {
      for (Object item : Node.of(node).items()) {
        pushComposite(item, texts, work);
      }
    }
  }
}
