// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.core.Local;

/**
 * Sorts the bindings of a {@code letrec} into groups that can be bound one after the other, by the
 * strongly connected components of "uses" (Ghuloum and Dybvig: <i>Fixing Letrec (reloaded)</i>,
 * 2009). In {@code letrec*} whatever may have an effect also depends on what precedes it.
 * References to variables that have no value yet are kept where they can be detected, as R6RS
 * demands.
 */
final class RecursiveBindings {

  private final List<List<Integer>> edges = new ArrayList<>();
  private final List<List<Integer>> groups = new ArrayList<>();
  private final Deque<Integer> stack = new ArrayDeque<>();
  private final int[] order;
  private final int[] low;
  private final boolean[] onStack;
  private int next = 1;

  private RecursiveBindings(List<Local> variables, List<Ir> values, boolean ordered) {
    int n = variables.size();
    order = new int[n];
    low = new int[n];
    onStack = new boolean[n];
    int lastEffect = -1;
    for (int i = 0; i < n; i++) {
      List<Integer> uses = new ArrayList<>();
      Set<Local> free = FreeVariables.of(values.get(i));
      for (int j = 0; j < n; j++) {
        if (free.contains(variables.get(j))) {
          uses.add(j);
        }
      }
      if (ordered && hasEffect(values.get(i))) {
        if (lastEffect >= 0 && !uses.contains(lastEffect)) {
          uses.add(lastEffect);
        }
        lastEffect = i;
      }
      edges.add(uses);
    }
    for (int i = 0; i < n; i++) {
      if (hasEffect(values.get(i))) {
        tieToWhatComesTooLate(i, values, ordered);
      }
    }
  }

  /**
   * A value that is computed must not refer to a variable that has none yet: such variables get
   * into its group, where each reference is checked. Procedures are exempt: they are there from the
   * start.
   */
  private void tieToWhatComesTooLate(int i, List<Ir> values, boolean ordered) {
    BitSet reached = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(edges.get(i));
    while (!open.isEmpty()) {
      int j = open.pop();
      if (!reached.get(j)) {
        reached.set(j);
        open.addAll(edges.get(j));
      }
    }
    for (int j = ordered ? i + 1 : 0; j < values.size(); j++) {
      if (reached.get(j) && j != i && !(values.get(j) instanceof Ir.Lambda)) {
        edges.get(j).add(i);
      }
    }
  }

  /** The groups, each after all that it depends on. */
  static List<List<Integer>> groups(List<Local> variables, List<Ir> values, boolean ordered) {
    RecursiveBindings search = new RecursiveBindings(variables, values, ordered);
    for (int i = 0; i < variables.size(); i++) {
      if (search.order[i] == 0) {
        search.visit(i);
      }
    }
    return search.groups;
  }

  private static boolean hasEffect(Ir value) {
    return !(value instanceof Ir.Lambda || value instanceof Ir.Const);
  }

  private void visit(int i) {
    order[i] = next;
    low[i] = next++;
    stack.push(i);
    onStack[i] = true;
    for (int j : edges.get(i)) {
      if (order[j] == 0) {
        visit(j);
        low[i] = Math.min(low[i], low[j]);
      } else if (onStack[j]) {
        low[i] = Math.min(low[i], order[j]);
      }
    }
    if (low[i] == order[i]) {
      groups.add(pop(i));
    }
  }

  private List<Integer> pop(int root) {
    List<Integer> group = new ArrayList<>();
    int i;
    do {
      i = stack.pop();
      onStack[i] = false;
      group.add(i);
    } while (i != root);
    group.sort(null);
    return group;
  }
}
