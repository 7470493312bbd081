// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.vm.Node;

/** The parts of a node, in the order of their evaluation. */
public final class NodeParts {

  private NodeParts() {}

  /** The parts that are evaluated with it; not the bodies of the closures that it makes. */
  public static List<Node> of(Node node) {
    return switch (node) {
      case StopPoint p -> of(p.target());
      case Wait w -> List.of(w.value, w.body);
      case Flow.Then t -> List.of(t.first, t.second);
      case Flow.Bind b -> List.of(b.value, b.body);
      case Flow.If i -> List.of(i.test, i.consequent, i.alternative);
      case Flow.Not n -> List.of(n.operand);
      case Closures.Fix f -> List.of(f.body);
      case Loop.Enter e -> with(List.of(e.first.values), e.first.loop.body());
      case Loop.Again a -> List.of(a.values);
      case Calls.Call c -> with(List.of(c.operator), c.operands());
      case PrimitiveCalls.Call c -> List.of(c.operands);
      case Operation o -> List.of(o.operands());
      case Variables.NewBox b -> List.of(b.value);
      case Variables.BoxSet s -> List.of(s.value);
      case Variables.GlobalSet s -> List.of(s.value);
      default -> List.of();
    };
  }

  private static List<Node> with(List<Node> first, Node... more) {
    List<Node> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all;
  }
}
