package org.lokoscope.views.layout;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;

/**
 * A place in the stacks of fibers, reached by the places above it: a tree whose root stands for all
 * fibers and whose children are the outermost frames and winders. Stacks that begin alike share
 * what they have in common.
 *
 * <p>Frames of one place that follow one another are one node. So are, place by place, the turns of
 * a cycle that the recorder has found: {@code a b a b} are a node {@code a} of two frames and,
 * below it, a node {@code b} of two.
 */
public final class FlameNode {

  /** Where a frame or a winder comes from. */
  public record Place(Site site, boolean winder) {

    /** Without the number of the site: the same place has the same colour in every trace. */
    static Place of(Site site, boolean winder) {
      return new Place(
          new Site(0, site.file(), site.line(), site.column(), site.procedure(), site.form()),
          winder);
    }
  }

  private static final Comparator<FlameNode> HEAVIEST_FIRST =
      Comparator.<FlameNode>comparingLong(FlameNode::words)
          .reversed()
          .thenComparing(node -> node.place.winder())
          .thenComparing(node -> node.place.site().file())
          .thenComparing(node -> node.place.site().line())
          .thenComparing(node -> node.place.site().column())
          .thenComparing(node -> node.place.site().procedure())
          .thenComparing(node -> node.place.site().form());

  private final Place place;
  private final Map<Place, FlameNode> children = new HashMap<>();
  private long fibers;
  private long frames;
  private long own;
  private long words;

  private FlameNode(Place place) {
    this.place = place;
  }

  /** The node of all fibers, without any. Its place is unknown. */
  public static FlameNode root() {
    return new FlameNode(new Place(Site.UNKNOWN, false));
  }

  /** Adds the stack of one more fiber. For a root. */
  public void add(StackSnapshot snapshot) {
    fibers++;
    add(snapshot.groups(), false);
    add(snapshot.winderGroups(), true);
  }

  private void add(List<StackGroup> groups, boolean winders) {
    long left = groups.stream().mapToLong(FlameNode::words).sum();
    words += left;
    FlameNode at = this;
    for (StackGroup group : groups.reversed()) {
      for (StackFrame frame : group.frames().reversed()) {
        Place next = Place.of(frame.site(), winders);
        if (at == this || !at.place.equals(next)) {
          at = at.children.computeIfAbsent(next, FlameNode::new);
          at.fibers++;
          at.words += left;
        }
        at.frames += group.repeat();
        at.own += group.repeat() * frame.words();
        left -= group.repeat() * frame.words();
      }
    }
  }

  private static long words(StackGroup group) {
    return group.repeat() * group.frames().stream().mapToLong(StackFrame::words).sum();
  }

  public Place place() {
    return place;
  }

  /** Fibers whose stacks pass through it. */
  public long fibers() {
    return fibers;
  }

  /** Frames, or winders, of these fibers that are in this node; 0 for the root. */
  public long frames() {
    return frames;
  }

  /** Heap words of these frames. */
  public long own() {
    return own;
  }

  /** Heap words of these frames and of all nodes below. */
  public long words() {
    return words;
  }

  /** The heaviest first; equally heavy ones in the order of their places. */
  public List<FlameNode> children() {
    return children.values().stream().sorted(HEAVIEST_FIRST).toList();
  }
}
