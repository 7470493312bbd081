// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * Turns a trace into rows. The names and the tree are read once; collapsing and filtering then cost
 * no query. The lanes stand in the order of the rows, each with the depth of its place in the tree:
 * what lies deeper behind a lane is below it.
 */
public final class RowBuilder {

  private static final double LANE_HEIGHT = 20;
  private static final double PROCESS_HEIGHT = 24;

  /** Spans that lie in more others are not drawn. */
  private static final int MOST_SPANS = 4;

  private final List<LaneId> lanes;
  private final String[] labels;
  private final int[] depths;

  /** The place of each fiber, by the order of their numbers. */
  private final long[] fibers;

  private final int[] places;
  private final Packing packing;
  private @Nullable Rows prepared;

  public RowBuilder(Trace trace) {
    lanes = List.copyOf(trace.lanes());
    labels = new String[lanes.size()];
    depths = new int[lanes.size()];
    for (int i = 0; i < labels.length; i++) {
      depths[i] = lanes.get(i).kind() == LaneId.Kind.FIBER ? 1 : 0;
      labels[i] = label(trace, lanes.get(i));
    }
    tellApart();
    places = places(lanes);
    fibers = numbers(lanes, places);
    packing = Packing.NONE;
  }

  /** The same lanes, and headers of groups, in another order. */
  RowBuilder(List<LaneId> lanes, String[] labels, int[] depths, Packing packing) {
    this.packing = packing;
    this.lanes = lanes;
    this.labels = labels;
    this.depths = depths;
    places = places(lanes);
    fibers = numbers(lanes, places);
  }

  private static int[] places(List<LaneId> lanes) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).kind() == LaneId.Kind.FIBER) {
        found.add(i);
      }
    }
    found.sort((a, b) -> Long.compare(lanes.get(a).id(), lanes.get(b).id()));
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long[] numbers(List<LaneId> lanes, int[] places) {
    return Arrays.stream(places).mapToLong(place -> lanes.get(place).id()).toArray();
  }

  List<LaneId> lanes() {
    return lanes;
  }

  String label(int place) {
    return labels[place];
  }

  /** The place of a fiber, or a number below 0. */
  int placeOf(long fiber) {
    int at = Arrays.binarySearch(fibers, fiber);
    return at < 0 ? -1 : places[at];
  }

  /** How many lanes there are, headers included. */
  public int size() {
    return labels.length;
  }

  /**
   * What is shown first; made when it is asked for the first time, which takes as long as there are
   * lanes.
   *
   * @param mostOpen groups with more lanes begin folded
   */
  public synchronized Rows prepare(int mostOpen) {
    Rows made = prepared;
    if (made == null) {
      made = rows(largerThan(mostOpen), RowFilter.ALL).indexed();
      prepared = made;
    }
    return made;
  }

  /** A lane that was looked for. */
  public record Found(LaneId lane, String label) {}

  /** The first lanes whose label is wanted. */
  public List<Found> find(Predicate<String> wanted, int most) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < labels.length && found.size() < most; i++) {
      if (wanted.test(labels[i])) {
        found.add(new Found(lanes.get(i), labels[i]));
      }
    }
    return found;
  }

  /** The headers of groups with more lanes below them than that. */
  public Set<LaneId> largerThan(int most) {
    Set<LaneId> large = new HashSet<>();
    for (int i = 0; i < labels.length; i++) {
      if (depths[i] == 0 && below(i) - i - 1 > most) {
        large.add(lanes.get(i));
      }
    }
    return large;
  }

  /** The first place behind a lane that is not below it. */
  private int below(int place) {
    int end = place + 1;
    while (end < depths.length && depths[end] > depths[place]) {
      end++;
    }
    return end;
  }

  /** Fibers of one name in one process get their serial number behind it. */
  private void tellApart() {
    tellProcessesApart();
    for (int i = 0; i < labels.length; ) {
      int end = below(i);
      tellApart(i + 1, end);
      i = end;
    }
  }

  private void tellProcessesApart() {
    Map<String, Integer> uses = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      if (depths[i] == 0) {
        uses.merge(labels[i], 1, Integer::sum);
      }
    }
    for (int i = 0; i < labels.length; i++) {
      if (depths[i] == 0 && uses.getOrDefault(labels[i], 0) > 1) {
        labels[i] += " #" + lanes.get(i).id();
      }
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
    return rows(collapsed, wanted, lane -> 0, List.of());
  }

  /**
   * The same with room for spans below the state.
   *
   * @param spans how many of a lane lie in each other
   * @param pinned lanes that stand above all others and stay there
   */
  public Rows rows(
      Set<LaneId> collapsed, RowFilter wanted, ToIntFunction<LaneId> spans, List<LaneId> pinned) {
    boolean[] shown = shown(wanted);
    List<Row> rows = new ArrayList<>();
    double y = 0;
    for (LaneId lane : pinned) {
      int place = lanes.indexOf(lane);
      if (place >= 0) {
        double height = height(lane, spans);
        rows.add(new Row(lane, labels[place], 0, y, height, 0, false));
        y += height;
      }
    }
    int stay = rows.size();
    int last = -1;
    for (int i = 0; i < labels.length; ) {
      LaneId lane = lanes.get(i);
      if (!shown[i]) {
        i++;
        continue;
      }
      int count = i + 1 < depths.length && depths[i + 1] > depths[i] ? children(i, shown) : 0;
      boolean closed = count > 0 && collapsed.contains(lane);
      int line = packing.lineOf(i);
      double height = line < 0 ? height(lane, spans) : height(lane);
      if (line >= 0 && line == last) {
        y -= height;
      }
      rows.add(new Row(lane, labels[i], depths[i], y, height, count, closed, life(i, last, shown)));
      y += height;
      last = line;
      i = closed ? below(i) : i + 1;
    }
    return new Rows(List.copyOf(rows), stay);
  }

  /** When a fiber lives that shares a line with others; null for one that has its own. */
  private Row.@Nullable Life life(int place, int last, boolean[] shown) {
    int line = packing.lineOf(place);
    if (line < 0) {
      return null;
    }
    int fibers = 0;
    String name = line == last ? "" : withoutNumber(labels[place]);
    for (int i = place; line != last && packing.lineOf(i) == line; i++) {
      fibers += shown[i] ? 1 : 0;
      name = name.isEmpty() || withoutNumber(labels[i]).equals(name) ? name : "";
    }
    String all = fibers == 1 ? labels[place] : name;
    return new Row.Life(packing.from()[place], packing.to()[place], fibers, all);
  }

  private static String withoutNumber(String label) {
    int number = label.lastIndexOf(" #");
    return number > 0 ? label.substring(0, number) : label;
  }

  private static double height(LaneId lane, ToIntFunction<LaneId> spans) {
    return height(lane) + Row.SPAN * Math.min(MOST_SPANS, spans.applyAsInt(lane));
  }

  private int children(int place, boolean[] shown) {
    int count = 0;
    for (int i = place + 1; i < depths.length && depths[i] > depths[place]; i++) {
      count += shown[i] && lanes.get(i).kind() == LaneId.Kind.FIBER ? 1 : 0;
    }
    return count;
  }

  /** A fiber that fits, and all that it lies below. */
  private boolean[] shown(RowFilter wanted) {
    boolean[] shown = new boolean[labels.length];
    if (wanted.equals(RowFilter.ALL)) {
      Arrays.fill(shown, true);
      return shown;
    }
    int needed = -1;
    for (int i = labels.length - 1; i >= 0; i--) {
      LaneId lane = lanes.get(i);
      boolean fits = lane.kind() == LaneId.Kind.FIBER && wanted.shows(lane, labels[i]);
      shown[i] = fits || depths[i] < needed;
      if (shown[i]) {
        needed = depths[i];
      }
    }
    return shown;
  }

  /** Pixels of a row. */
  public static double height(LaneId lane) {
    return lane.kind() == LaneId.Kind.PROCESS ? PROCESS_HEIGHT : LANE_HEIGHT;
  }

  /** The header of the group that a fiber belongs to; the lane itself when it is none. */
  public LaneId groupOf(LaneId lane) {
    int place = lane.kind() == LaneId.Kind.FIBER ? placeOf(lane.id()) : -1;
    if (place < 0) {
      return lane;
    }
    int above = place;
    while (above > 0 && depths[above] >= depths[place]) {
      above--;
    }
    return lanes.get(above);
  }

  /** The headers above a fiber, the nearest first. */
  public List<LaneId> groupsOf(LaneId lane) {
    List<LaneId> groups = new ArrayList<>();
    @Nullable LaneId at = lane;
    while (at.kind() == LaneId.Kind.FIBER) {
      LaneId above = groupOf(at);
      if (above.equals(at)) {
        break;
      }
      groups.add(above);
      at = above;
    }
    return groups;
  }

  private static String label(Trace trace, LaneId lane) {
    return switch (lane.kind()) {
      case CPU -> "CPU " + lane.id();
      case PROCESS -> trace.nameOf(lane.id());
      case FIBER -> fiberLabel(trace.nameOf(lane.id()), trace.spawnSite(lane.id()));
    };
  }

  /** A fiber without a name of its own is told by the line that spawned it. */
  private static String fiberLabel(String name, Site spawned) {
    return name.startsWith("fiber#") && spawned.line() > 0
        ? name.substring("fiber".length()) + "  " + spawned.shortPosition()
        : name;
  }
}
