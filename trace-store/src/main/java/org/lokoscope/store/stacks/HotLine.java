// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.stacks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.store.Site;

/**
 * What the stacks of a tree say of one line of a source, or of one kind of frame of the runtime.
 *
 * @param site the heaviest place in the line
 * @param self the weight of its frames alone, in the unit of the tree
 * @param total the weight of all stacks from its outermost frame on; a stack in which the line
 *     stands several times counts once
 */
public record HotLine(Site site, long self, long total) {

  private static final Comparator<HotLine> HOTTEST_FIRST =
      Comparator.comparingLong(HotLine::self)
          .thenComparingLong(HotLine::total)
          .reversed()
          .thenComparing(line -> line.site.file())
          .thenComparing(line -> line.site.line())
          .thenComparing(line -> line.site.procedure());

  /** Two places of a line are the same; of the runtime's own frames, two of one name. */
  private record Line(String file, int line, String procedure) {

    static Line of(Site site) {
      return new Line(site.file(), site.line(), site.line() == 0 ? site.procedure() : "");
    }
  }

  private static final class Sum {
    private Site heaviest = Site.UNKNOWN;
    private long most = -1;
    private long self;
    private long total;

    /** How many frames of the line lie around the node that is looked at. */
    private int open;
  }

  /** A node whose children are yet to be looked at, or have been. */
  private record Visit(StackTree node, boolean leaving) {}

  /** The lines of a tree, those with the most weight of their own first. */
  public static List<HotLine> of(StackTree root) {
    Map<Line, Sum> sums = new HashMap<>();
    Deque<Visit> next = new ArrayDeque<>();
    root.children().forEach(child -> next.push(new Visit(child, false)));
    while (!next.isEmpty()) {
      Visit visit = next.pop();
      StackTree node = visit.node;
      Site site = node.place().site();
      Sum sum = sums.computeIfAbsent(Line.of(site), _ -> new Sum());
      if (visit.leaving) {
        sum.open--;
        continue;
      }
      sum.self += node.self();
      sum.total += sum.open == 0 ? node.total() : 0;
      if (node.self() > sum.most) {
        sum.most = node.self();
        sum.heaviest = site;
      }
      sum.open++;
      next.push(new Visit(node, true));
      node.children().forEach(child -> next.push(new Visit(child, false)));
    }
    List<HotLine> lines = new ArrayList<>();
    sums.values().forEach(sum -> lines.add(new HotLine(sum.heaviest, sum.self, sum.total)));
    lines.sort(HOTTEST_FIRST);
    return List.copyOf(lines);
  }
}
