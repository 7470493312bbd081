// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.stacks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stack that is often the whole one.
 *
 * @param nodes the frames, innermost first; never the root
 * @param self the weight of its innermost frame, there
 */
public record HotStack(List<StackTree> nodes, long self) {

  /** The way to a node, kept as a list that is shared with its siblings. */
  private record Path(StackTree node, @Nullable Path around) {

    HotStack stack() {
      List<StackTree> nodes = new ArrayList<>();
      for (Path at = this; at != null; at = at.around) {
        nodes.add(at.node);
      }
      return new HotStack(List.copyOf(nodes), node.self());
    }
  }

  /** The stacks with the most weight of their own, at most {@code limit} of them. */
  public static List<HotStack> of(StackTree root, int limit) {
    if (limit <= 0) {
      return List.of();
    }
    PriorityQueue<Path> best =
        new PriorityQueue<>(Comparator.comparingLong((Path path) -> path.node.self()));
    List<Path> next = new ArrayList<>();
    root.children().forEach(child -> next.add(new Path(child, null)));
    while (!next.isEmpty()) {
      Path path = next.removeLast();
      if (path.node.self() > 0) {
        best.add(path);
        if (best.size() > limit) {
          best.poll();
        }
      }
      path.node.children().forEach(child -> next.add(new Path(child, path)));
    }
    List<HotStack> stacks = new ArrayList<>();
    while (!best.isEmpty()) {
      stacks.add(best.poll().stack());
    }
    return stacks.reversed();
  }
}
