// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.stacks;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;

/**
 * A node of a tree of stacks. The root stands for all of them and has no place; its children are
 * the outermost frames. Stacks that begin alike share what they have in common. {@link
 * StackTrees#of} makes one from a trace:
 *
 * <pre>{@code
 * StackTree all = StackTrees.of(trace, StackQuery.all(Weight.SAMPLES).within(from, to));
 * for (StackTree outermost : all.children()) { ... outermost.total() ... outermost.self() ... }
 * }</pre>
 *
 * <p>{@link #total} is the weight of a node and of all below it, {@link #self} that of the node
 * alone: the total less the totals of the children. The unit is that of {@link StackQuery.Weight}.
 *
 * <p>Frames of one place that follow one another are one node. So are, place by place, the turns of
 * a cycle that the recorder has found: {@code a b a b} are a node {@code a} of two frames and,
 * below it, a node {@code b} of two. A tree is filled by one thread; then any may read it.
 */
public final class StackTree {

  /** Where a frame or a winder comes from. */
  public record Place(Site site, boolean winder) {

    /** Without the number of the site: the same place is equal in every trace. */
    static Place of(Site site, boolean winder) {
      return new Place(
          new Site(0, site.file(), site.line(), site.column(), site.procedure(), site.form()),
          winder);
    }
  }

  /** Stands for the outer frames of a stack of which only the inner ones were recorded. */
  public static final Place DEEPER = new Place(new Site(0, "", 0, 0, "deeper frames", ""), false);

  private static final Comparator<StackTree> HEAVIEST_FIRST =
      Comparator.<StackTree>comparingLong(StackTree::total)
          .reversed()
          .thenComparing(node -> node.place.winder())
          .thenComparing(node -> node.place.site().file())
          .thenComparing(node -> node.place.site().line())
          .thenComparing(node -> node.place.site().column())
          .thenComparing(node -> node.place.site().procedure())
          .thenComparing(node -> node.place.site().form());

  private final Place place;
  private final Map<Place, StackTree> children = new HashMap<>();
  private long stacks;
  private long frames;
  private long self;
  private long total;

  private StackTree(Place place) {
    this.place = place;
  }

  /** A tree of no stacks. Its place is unknown. */
  public static StackTree root() {
    return new StackTree(new Place(Site.UNKNOWN, false));
  }

  /** Adds what a suspended fiber holds, weighed by words. For a root. */
  public void add(StackSnapshot snapshot) {
    stacks++;
    addWords(snapshot.groups(), false);
    addWords(snapshot.winderGroups(), true);
  }

  private void addWords(List<StackGroup> groups, boolean winders) {
    long left = groups.stream().mapToLong(StackTree::words).sum();
    total += left;
    StackTree at = this;
    for (StackGroup group : groups.reversed()) {
      for (StackFrame frame : group.frames().reversed()) {
        at = at.enter(this, Place.of(frame.site(), winders), left);
        long own = group.repeat() * frame.words();
        at.frames += group.repeat();
        at.self += own;
        left -= own;
      }
    }
  }

  private static long words(StackGroup group) {
    return group.repeat() * group.frames().stream().mapToLong(StackFrame::words).sum();
  }

  /**
   * Adds a sample of a running fiber: 1, for the innermost frame. For a root.
   *
   * @param groups the frames, innermost first
   * @param cut whether there were more frames, further out
   */
  public void addSample(List<StackGroup> groups, boolean cut) {
    stacks++;
    total++;
    StackTree at = cut ? enter(this, DEEPER, 1) : this;
    for (StackGroup group : groups.reversed()) {
      for (StackFrame frame : group.frames().reversed()) {
        at = at.enter(this, Place.of(frame.site(), false), 1);
        at.frames += group.repeat();
      }
    }
    at.self++;
  }

  /**
   * Adds all of another tree, its places under other names. For a root; neighbours that get one
   * name become one node.
   *
   * @param named gives each place of the other tree its name in this one
   */
  public void addAll(StackTree other, UnaryOperator<Place> named) {
    stacks += other.stacks;
    total += other.total;
    self += other.self;
    Deque<Map.Entry<StackTree, StackTree>> next = new ArrayDeque<>();
    next.push(Map.entry(this, other));
    while (!next.isEmpty()) {
      Map.Entry<StackTree, StackTree> pair = next.pop();
      for (StackTree child : pair.getValue().children.values()) {
        StackTree into = pair.getKey().enter(this, named.apply(child.place), 0);
        if (into != pair.getKey()) {
          into.stacks += child.stacks - 1;
          into.total += child.total;
        }
        into.frames += child.frames;
        into.self += child.self;
        next.push(Map.entry(into, child));
      }
    }
  }

  /** Goes on to a frame: a child, unless it is of this place too. */
  private StackTree enter(StackTree root, Place next, long weight) {
    if (this != root && place.equals(next)) {
      return this;
    }
    StackTree child = children.computeIfAbsent(next, StackTree::new);
    child.stacks++;
    child.total += weight;
    return child;
  }

  public Place place() {
    return place;
  }

  /** Stacks that pass through it: samples, or fibers. */
  public long stacks() {
    return stacks;
  }

  /** Frames, or winders, of these stacks that are in this node; 0 for the root. */
  public long frames() {
    return frames;
  }

  /** The weight of these frames alone. */
  public long self() {
    return self;
  }

  /** The weight of these frames and of all nodes below. */
  public long total() {
    return total;
  }

  /** The heaviest first; equally heavy ones in the order of their places. */
  public List<StackTree> children() {
    return children.values().stream().sorted(HEAVIEST_FIRST).toList();
  }
}
