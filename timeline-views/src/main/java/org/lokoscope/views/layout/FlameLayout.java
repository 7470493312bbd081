// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lokoscope.store.stacks.StackTree;

/**
 * Where the nodes of a flame graph stand. A box is as wide as its words; its children stand below
 * it, from its left edge on, and what they leave free are its own words.
 *
 * @param boxes parents before their children
 * @param levels how many levels have boxes
 * @param hiddenLevels levels that did not fit below them
 * @param hiddenWords heap words on the hidden levels
 */
public record FlameLayout(List<Box> boxes, int levels, int hiddenLevels, long hiddenWords) {

  /** Pixels; siblings that are narrower share a box. */
  public static final double NARROW = 3;

  /**
   * One node, or several narrow siblings.
   *
   * @param level 0 for the root
   * @param x pixels from the left edge of the graph
   * @param width pixels
   * @param nodes one, or the siblings that share the box: what is below those has no boxes
   * @param words heap words of the nodes and of what is below them
   */
  public record Box(int level, double x, double width, List<StackTree> nodes, long words) {

    public boolean shared() {
      return nodes.size() > 1 || width < NARROW;
    }
  }

  /**
   * @param root with at least one word
   * @param width pixels for the root
   * @param most levels that there is room for, at least 1
   */
  public static FlameLayout of(StackTree root, double width, int most) {
    List<Box> boxes = new ArrayList<>();
    Deque<Box> next = new ArrayDeque<>();
    next.push(new Box(0, 0, width, List.of(root), root.total()));
    int levels = 0;
    int hiddenLevels = 0;
    long hiddenWords = 0;
    while (!next.isEmpty()) {
      Box box = next.pop();
      boxes.add(box);
      levels = Math.max(levels, box.level() + 1);
      if (box.shared()) {
        continue;
      }
      if (box.level() + 1 < most) {
        below(box, width / root.total()).reversed().forEach(next::push);
      } else {
        StackTree last = box.nodes().getFirst();
        hiddenLevels = Math.max(hiddenLevels, levelsBelow(last));
        hiddenWords += last.total() - last.self();
      }
    }
    return new FlameLayout(List.copyOf(boxes), levels, hiddenLevels, hiddenWords);
  }

  private static List<Box> below(Box parent, double pixelsPerWord) {
    List<Box> found = new ArrayList<>();
    List<StackTree> children = parent.nodes().getFirst().children();
    double x = parent.x();
    int wide = 0;
    while (wide < children.size() && children.get(wide).total() * pixelsPerWord >= NARROW) {
      Box box = box(parent.level() + 1, x, children.subList(wide, wide + 1), pixelsPerWord);
      found.add(box);
      x += box.width();
      wide++;
    }
    if (wide < children.size()) {
      List<StackTree> narrow = children.subList(wide, children.size());
      found.add(box(parent.level() + 1, x, narrow, pixelsPerWord));
    }
    return found;
  }

  private static Box box(int level, double x, List<StackTree> nodes, double pixelsPerWord) {
    long words = nodes.stream().mapToLong(StackTree::total).sum();
    return new Box(level, x, words * pixelsPerWord, nodes, words);
  }

  /** By hand instead of by recursion: stacks can be deep. */
  private static int levelsBelow(StackTree node) {
    int levels = 0;
    List<StackTree> level = node.children();
    while (!level.isEmpty()) {
      levels++;
      level = level.stream().flatMap(each -> each.children().stream()).toList();
    }
    return levels;
  }
}
