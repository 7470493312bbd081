package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.store.FiberInfo;
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

  private final List<LaneId> lanes;
  private final Map<LaneId, String> labels = new HashMap<>();
  private final Map<LaneId, Site> sites = new HashMap<>();
  private final Map<LaneId, LaneId> parents = new HashMap<>();

  public RowBuilder(Trace trace) {
    lanes = List.copyOf(trace.lanes());
    for (FiberInfo fiber : trace.fibers()) {
      sites.put(LaneId.fiber(fiber.id()), fiber.spawnSite());
      parents.put(LaneId.fiber(fiber.id()), LaneId.process(fiber.process()));
    }
    for (LaneId lane : lanes) {
      labels.put(lane, label(trace, lane));
    }
    tellApart();
  }

  /** Fibers of one name in one process get their serial number behind it. */
  private void tellApart() {
    Map<List<Object>, Integer> uses = new HashMap<>();
    parents.forEach(
        (fiber, process) -> uses.merge(List.of(process, labels.get(fiber)), 1, Integer::sum));
    parents.forEach(
        (fiber, process) -> {
          String label = labels.get(fiber);
          if (uses.getOrDefault(List.of(process, label), 0) > 1) {
            labels.put(fiber, label + " #" + (fiber.id() & 0xffffffffL));
          }
        });
  }

  /**
   * @param collapsed processes whose fibers are hidden
   * @param wanted the fibers that are shown, with the processes above them
   */
  public Rows rows(Set<LaneId> collapsed, RowFilter wanted) {
    Map<LaneId, Integer> children = new HashMap<>();
    for (LaneId lane : lanes) {
      if (parents.containsKey(lane) && matches(lane, wanted)) {
        children.merge(parents.get(lane), 1, Integer::sum);
      }
    }
    List<Row> rows = new ArrayList<>();
    double y = 0;
    for (LaneId lane : lanes) {
      int count = children.getOrDefault(lane, 0);
      if (hidden(lane, collapsed, wanted, count)) {
        continue;
      }
      double height = lane.kind() == LaneId.Kind.PROCESS ? PROCESS_HEIGHT : LANE_HEIGHT;
      int depth = parents.containsKey(lane) ? 1 : 0;
      boolean closed = count > 0 && collapsed.contains(lane);
      rows.add(new Row(lane, labelOf(lane), depth, y, height, count, closed));
      y += height;
    }
    return new Rows(List.copyOf(rows));
  }

  /** The process that a fiber belongs to; the lane itself when it is none. */
  public LaneId groupOf(LaneId lane) {
    return parents.getOrDefault(lane, lane);
  }

  private boolean hidden(LaneId lane, Set<LaneId> collapsed, RowFilter wanted, int children) {
    boolean all = wanted.equals(RowFilter.ALL);
    return switch (lane.kind()) {
      case CPU -> !all;
      case PROCESS -> !all && children == 0;
      case FIBER -> collapsed.contains(parents.get(lane)) || !matches(lane, wanted);
    };
  }

  private boolean matches(LaneId lane, RowFilter wanted) {
    return wanted.shows(lane, labelOf(lane));
  }

  /** Every lane has one: see the constructor. */
  private String labelOf(LaneId lane) {
    return labels.getOrDefault(lane, "");
  }

  private String label(Trace trace, LaneId lane) {
    return switch (lane.kind()) {
      case CPU -> "CPU " + lane.id();
      case PROCESS -> processLabel(lane.id(), trace.nameOf(lane.id()));
      case FIBER -> fiberLabel(trace.nameOf(lane.id()), sites.getOrDefault(lane, Site.UNKNOWN));
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
