// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.JoinedRun;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.tracer.text.Figures;

/** Puts the lanes of a trace into another order. Looks at all fibers: not for the FX thread. */
public final class Arranger {

  /** Deeper trees are drawn flat. */
  private static final int DEEPEST = 8;

  private final Trace trace;
  private final RowBuilder plain;
  private final Comparator<FiberInfo> order;
  private final List<LaneId> lanes = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final List<FiberInfo> packed = new ArrayList<>();
  private int nextLine;
  private long nextGroup = -1;

  private Arranger(Trace trace, RowBuilder plain, Comparator<FiberInfo> order) {
    this.trace = trace;
    this.plain = plain;
    this.order = order;
  }

  /**
   * @param plain the lanes as the trace gives them
   * @param rank fibers that the diagnosis names, the worst first
   * @param playhead for {@link Arrangement.Grouping#PLACE}, nanoseconds
   */
  public static RowBuilder arranged(
      Trace trace, RowBuilder plain, Arrangement how, List<Long> rank, long playhead) {
    if (how.equals(Arrangement.PLAIN)) {
      return plain;
    }
    Arranger arranger = new Arranger(trace, plain, how.order().comparator(rank));
    List<FiberInfo> fibers = how.order().needsTimes() ? trace.fibers() : trace.fibersWithoutTimes();
    switch (how.grouping()) {
      case PROCESS -> arranger.byProcess(fibers);
      case PACKED -> arranger.packed(fibers);
      case RUN -> arranger.byRun(fibers);
      case SPAWN_TREE -> arranger.byTree(fibers);
      case SPAWN_SITE -> arranger.byLabel(fibers, Arranger::spawn);
      case PLACE -> arranger.byLabel(fibers, fiber -> arranger.place(fiber, playhead));
    }
    return new RowBuilder(
        List.copyOf(arranger.lanes),
        arranger.labels.toArray(new String[0]),
        arranger.depths.stream().mapToInt(Integer::intValue).toArray(),
        arranger.packing());
  }

  private void add(LaneId lane, String label, int depth) {
    lanes.add(lane);
    labels.add(label);
    depths.add(depth);
  }

  private Packing packing() {
    if (nextLine == 0) {
      return Packing.NONE;
    }
    int size = lanes.size();
    int[] line = new int[size];
    long[] from = new long[size];
    long[] to = new long[size];
    for (int place = 0, next = 0; place < size; place++) {
      boolean fiber = lanes.get(place).kind() == LaneId.Kind.FIBER;
      line[place] = fiber ? lines.get(next) : -1;
      from[place] = fiber ? packed.get(next).spawned() : 0;
      to[place] = fiber ? Packing.until(packed.get(next), trace.end()) : 0;
      next += fiber ? 1 : 0;
    }
    return new Packing(line, from, to);
  }

  private void packed(List<FiberInfo> fibers) {
    Map<Long, List<FiberInfo>> byProcess = byProcesses(fibers);
    others(LaneId.Kind.CPU);
    for (int i = 0; i < plain.size(); i++) {
      LaneId lane = plain.lanes().get(i);
      if (lane.kind() == LaneId.Kind.PROCESS) {
        add(lane, plain.label(i), 0);
        List<FiberInfo> own = byProcess.getOrDefault(lane.id(), List.of());
        for (List<FiberInfo> line : Packing.lines(own, trace.end())) {
          for (FiberInfo fiber : line) {
            add(fiber, 1);
            lines.add(nextLine);
            packed.add(fiber);
          }
          nextLine++;
        }
      }
    }
  }

  private static Map<Long, List<FiberInfo>> byProcesses(List<FiberInfo> fibers) {
    Map<Long, List<FiberInfo>> byProcess = new HashMap<>();
    for (FiberInfo fiber : fibers) {
      byProcess.computeIfAbsent(fiber.process(), first -> new ArrayList<>()).add(fiber);
    }
    return byProcess;
  }

  private void add(FiberInfo fiber, int depth) {
    int place = plain.placeOf(fiber.id());
    String label = place < 0 ? fiber.name() : plain.label(place);
    add(LaneId.fiber(fiber.id()), label, depth);
  }

  /** CPUs, or processes, as the trace has them. */
  private void others(LaneId.Kind kind) {
    for (int i = 0; i < plain.size(); i++) {
      if (plain.lanes().get(i).kind() == kind) {
        add(plain.lanes().get(i), plain.label(i), 0);
      }
    }
  }

  private void byProcess(List<FiberInfo> fibers) {
    Map<Long, List<FiberInfo>> byProcess = byProcesses(fibers);
    others(LaneId.Kind.CPU);
    for (int i = 0; i < plain.size(); i++) {
      LaneId lane = plain.lanes().get(i);
      if (lane.kind() == LaneId.Kind.PROCESS) {
        add(lane, plain.label(i), 0);
        sorted(byProcess.getOrDefault(lane.id(), List.of())).forEach(fiber -> add(fiber, 1));
      }
    }
  }

  /** By the run that a trace of several was made of; what belongs to none stands at the end. */
  private void byRun(List<FiberInfo> fibers) {
    Map<Long, List<FiberInfo>> byProcess = byProcesses(fibers);
    List<JoinedRun> runs = JoinedRun.of(trace.info().settings());
    Map<Long, Integer> homes = new HashMap<>();
    each("processSpawned", row -> homes.putIfAbsent(number(row, "process"), row.cpu()));
    for (JoinedRun run : runs) {
      add(LaneId.process(nextGroup--), run.program(), 0);
      lanes(1, byProcess, lane -> run.cpus().contains(cpu(lane, homes)));
    }
    lanes(
        0,
        byProcess,
        lane -> runs.stream().noneMatch(run -> run.cpus().contains(cpu(lane, homes))));
  }

  private static int cpu(LaneId lane, Map<Long, Integer> homes) {
    return lane.kind() == LaneId.Kind.CPU ? (int) lane.id() : homes.getOrDefault(lane.id(), -1);
  }

  /** The CPUs and processes that are wanted, each of these with its fibers. */
  private void lanes(int depth, Map<Long, List<FiberInfo>> byProcess, Predicate<LaneId> wanted) {
    for (int i = 0; i < plain.size(); i++) {
      LaneId lane = plain.lanes().get(i);
      if (lane.kind() != LaneId.Kind.FIBER && wanted.test(lane)) {
        add(lane, plain.label(i), depth);
        if (lane.kind() == LaneId.Kind.PROCESS) {
          sorted(byProcess.getOrDefault(lane.id(), List.of()))
              .forEach(fiber -> add(fiber, depth + 1));
        }
      }
    }
  }

  private void each(String type, Consumer<EventRow> then) {
    if (trace.info().eventsByType().getOrDefault(type, 0L) > 0) {
      TraceQuery.of("type:" + type, trace, Progress.NONE)
          .eachEvent(
              row -> {
                then.accept(row);
                return true;
              });
    }
  }

  private static long number(EventRow row, String field) {
    for (EventRow.Value value : row.values()) {
      if (value.name().equals(field)) {
        return value.number();
      }
    }
    return 0;
  }

  private List<FiberInfo> sorted(List<FiberInfo> fibers) {
    return fibers.stream().sorted(order).toList();
  }

  private void byTree(List<FiberInfo> fibers) {
    Map<Long, List<FiberInfo>> children = new HashMap<>();
    Map<Long, FiberInfo> known = new HashMap<>();
    fibers.forEach(fiber -> known.put(fiber.id(), fiber));
    for (FiberInfo fiber : fibers) {
      long above = known.containsKey(fiber.parent()) ? fiber.parent() : -fiber.process();
      children.computeIfAbsent(above, first -> new ArrayList<>()).add(fiber);
    }
    others(LaneId.Kind.CPU);
    for (int i = 0; i < plain.size(); i++) {
      LaneId lane = plain.lanes().get(i);
      if (lane.kind() == LaneId.Kind.PROCESS) {
        add(lane, plain.label(i), 0);
        tree(children, -lane.id());
      }
    }
  }

  /** Without recursion: a chain of spawns may be longer than a thread's stack is deep. */
  private void tree(Map<Long, List<FiberInfo>> children, long root) {
    record Open(FiberInfo fiber, int depth) {}
    List<Open> stack = new ArrayList<>();
    sorted(children.getOrDefault(root, List.of()))
        .reversed()
        .forEach(fiber -> stack.add(new Open(fiber, 1)));
    while (!stack.isEmpty()) {
      Open next = stack.removeLast();
      add(next.fiber, Math.min(DEEPEST, next.depth));
      sorted(children.getOrDefault(next.fiber.id(), List.of()))
          .reversed()
          .forEach(fiber -> stack.add(new Open(fiber, next.depth + 1)));
    }
  }

  private void byLabel(
      List<FiberInfo> fibers, java.util.function.Function<FiberInfo, String> labelOf) {
    Map<String, List<FiberInfo>> groups = new LinkedHashMap<>();
    for (FiberInfo fiber : fibers) {
      groups.computeIfAbsent(labelOf.apply(fiber), first -> new ArrayList<>()).add(fiber);
    }
    // The largest first; of equal ones the one that was there first.
    Map<Integer, List<String>> bySize = new TreeMap<>(Comparator.reverseOrder());
    groups.forEach(
        (label, members) ->
            bySize.computeIfAbsent(members.size(), first -> new ArrayList<>()).add(label));
    others(LaneId.Kind.CPU);
    others(LaneId.Kind.PROCESS);
    bySize.forEach(
        (size, names) ->
            names.forEach(
                label -> {
                  String times = size == 1 ? "" : "  × " + Figures.count(size);
                  add(LaneId.process(nextGroup--), label + times, 0);
                  sorted(groups.getOrDefault(label, List.of())).forEach(fiber -> add(fiber, 1));
                }));
  }

  private static String spawn(FiberInfo fiber) {
    return fiber.spawnSite().line() == 0 ? fiber.spawnedAt() : fiber.spawnSite().shortPosition();
  }

  private String place(FiberInfo fiber, long time) {
    Interval interval = trace.at(LaneId.fiber(fiber.id()), time);
    String state =
        switch (interval.state()) {
          case ABSENT -> "not alive";
          case RUNNING -> "running";
          case READY -> "ready";
          case OVERDUE -> "overdue";
          default -> "waits";
        };
    return interval.site() == 0
        ? state
        : state + " at " + trace.site(interval.site()).shortPosition();
  }
}
