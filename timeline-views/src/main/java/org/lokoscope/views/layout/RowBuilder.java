package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * Turns a trace into rows. The names and the tree are read once; collapsing and filtering then cost
 * no query.
 */
public final class RowBuilder {

  private static final double LANE_HEIGHT = 20;
  private static final double PROCESS_HEIGHT = 24;

  /** Spans that lie in more others are not drawn. */
  private static final int MOST_SPANS = 4;

  /** The lanes, and beside each its label and the process that it belongs to, if it is a fiber. */
  private final List<LaneId> lanes;

  private final String[] labels;
  private final @Nullable LaneId[] parents;

  /** The fibers in the order of their numbers, and beside each its process. */
  private final long[] fibers;

  private final LaneId[] processes;

  public RowBuilder(Trace trace) {
    lanes = List.copyOf(trace.lanes());
    labels = new String[lanes.size()];
    parents = new LaneId[lanes.size()];
    LaneId process = null;
    for (int i = 0; i < labels.length; i++) {
      LaneId lane = lanes.get(i);
      process = lane.kind() == LaneId.Kind.PROCESS ? lane : process;
      parents[i] = lane.kind() == LaneId.Kind.FIBER ? process : null;
      labels[i] = label(trace, lane);
    }
    tellApart();
    fibers =
        lanes.stream()
            .filter(lane -> lane.kind() == LaneId.Kind.FIBER)
            .mapToLong(LaneId::id)
            .sorted()
            .toArray();
    processes = new LaneId[fibers.length];
    for (int i = 0; i < labels.length; i++) {
      LaneId parent = parents[i];
      if (parent != null) {
        processes[Arrays.binarySearch(fibers, lanes.get(i).id())] = parent;
      }
    }
  }

  /** Fibers of one name in one process get their serial number behind it. */
  private void tellApart() {
    for (int i = 0; i < labels.length; ) {
      int end = i + 1;
      while (end < labels.length && parents[end] != null) {
        end++;
      }
      tellApart(parents[i] == null ? i + 1 : i, end);
      i = end;
    }
  }

  private void tellApart(int from, int to) {
    Map<String, Integer> uses = new HashMap<>();
    for (int i = from; i < to; i++) {
      uses.merge(labels[i], 1, Integer::sum);
    }
    for (int i = from; i < to; i++) {
      if (uses.getOrDefault(labels[i], 0) > 1) {
        labels[i] += " #" + (lanes.get(i).id() & 0xffffffffL);
      }
    }
  }

  /**
   * @param collapsed processes whose fibers are hidden
   * @param wanted the fibers that are shown, with the processes above them
   */
  public Rows rows(Set<LaneId> collapsed, RowFilter wanted) {
    return rows(collapsed, wanted, lane -> 0);
  }

  /**
   * The same with room for spans below the state.
   *
   * @param spans how many of a lane lie in each other
   */
  public Rows rows(Set<LaneId> collapsed, RowFilter wanted, ToIntFunction<LaneId> spans) {
    Map<LaneId, Integer> children = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      LaneId parent = parents[i];
      if (parent != null && matches(i, wanted)) {
        children.merge(parent, 1, Integer::sum);
      }
    }
    List<Row> rows = new ArrayList<>();
    double y = 0;
    for (int i = 0; i < labels.length; i++) {
      LaneId lane = lanes.get(i);
      int count = parents[i] == null ? children.getOrDefault(lane, 0) : 0;
      if (hidden(i, collapsed, wanted, count)) {
        continue;
      }
      double height = height(lane) + Row.SPAN * Math.min(MOST_SPANS, spans.applyAsInt(lane));
      int depth = parents[i] == null ? 0 : 1;
      boolean closed = count > 0 && collapsed.contains(lane);
      rows.add(new Row(lane, labels[i], depth, y, height, count, closed));
      y += height;
    }
    return new Rows(List.copyOf(rows));
  }

  /** Pixels of a row. */
  public static double height(LaneId lane) {
    return lane.kind() == LaneId.Kind.PROCESS ? PROCESS_HEIGHT : LANE_HEIGHT;
  }

  /** The process that a fiber belongs to; the lane itself when it is none. */
  public LaneId groupOf(LaneId lane) {
    int at = lane.kind() == LaneId.Kind.FIBER ? Arrays.binarySearch(fibers, lane.id()) : -1;
    return at < 0 ? lane : processes[at];
  }

  private boolean hidden(int at, Set<LaneId> collapsed, RowFilter wanted, int children) {
    boolean all = wanted.equals(RowFilter.ALL);
    return switch (lanes.get(at).kind()) {
      case CPU -> !all;
      case PROCESS -> !all && children == 0;
      case FIBER -> {
        LaneId parent = parents[at];
        yield parent != null && collapsed.contains(parent) || !matches(at, wanted);
      }
    };
  }

  private boolean matches(int at, RowFilter wanted) {
    return wanted.shows(lanes.get(at), labels[at]);
  }

  private static String label(Trace trace, LaneId lane) {
    return switch (lane.kind()) {
      case CPU -> "CPU " + lane.id();
      case PROCESS -> processLabel(lane.id(), trace.nameOf(lane.id()));
      case FIBER -> fiberLabel(trace.nameOf(lane.id()), trace.spawnSite(lane.id()));
    };
  }

  /** A fiber without a name of its own is told by the line that spawned it. */
  private static String fiberLabel(String name, Site spawned) {
    return name.startsWith("fiber#") && spawned.line() > 0
        ? name.substring("fiber".length()) + "  " + spawned.shortPosition()
        : name;
  }

  private static String processLabel(long pid, String name) {
    return name.startsWith("pid ") ? name : "pid " + pid + "  " + name;
  }
}
