// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.Comparator;
import java.util.List;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.file.JoinedRun;

/** How the lanes of fibers are grouped, and in which order those of a group stand. */
public record Arrangement(Grouping grouping, Order order) {

  /** As the fibers were spawned, below their processes. */
  public static final Arrangement PLAIN = new Arrangement(Grouping.PROCESS, Order.START);

  private static final Arrangement BY_RUN = new Arrangement(Grouping.RUN, Order.START);

  /** How the lanes of a trace stand first: of one that is made of several, by run. */
  public static Arrangement first(TraceInfo trace) {
    return JoinedRun.of(trace.settings()).isEmpty() ? PLAIN : BY_RUN;
  }

  /** What is put below one header. */
  public enum Grouping {
    PROCESS("process"),
    /** Fibers that do not live at the same time share a line. */
    PACKED("process, packed into few lines"),
    /** CPUs and processes below the program whose they are. */
    RUN("run"),
    SPAWN_TREE("who spawned whom"),
    SPAWN_SITE("where they were spawned"),
    /** Fibers that wait, or run, at the same place at the playhead. */
    PLACE("where they are at the playhead");

    private final String title;

    Grouping(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** Which fiber of a group comes first. */
  public enum Order {
    START("start"),
    RUN_TIME("run time"),
    BLOCKED_TIME("blocked time"),
    SIZE("size of the continuation"),
    /** Whom the diagnosis names first. */
    RANK("leaks first");

    private final String title;

    Order(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /** Whether the times of a fiber in each state must be known, which costs the most. */
    boolean needsTimes() {
      return this == RUN_TIME || this == BLOCKED_TIME;
    }

    /**
     * @param rank fibers that the diagnosis names, the worst first
     */
    Comparator<FiberInfo> comparator(List<Long> rank) {
      return switch (this) {
        case START -> Comparator.comparingLong(FiberInfo::spawned);
        case RUN_TIME -> descending(LaneState.RUNNING);
        case BLOCKED_TIME -> Comparator.comparingLong(Order::blocked).reversed();
        case SIZE -> Comparator.comparingLong(FiberInfo::peakWords).reversed();
        case RANK ->
            Comparator.comparingInt(
                fiber -> {
                  int at = rank.indexOf(fiber.id());
                  return at < 0 ? Integer.MAX_VALUE : at;
                });
      };
    }

    private static Comparator<FiberInfo> descending(LaneState state) {
      return Comparator.<FiberInfo>comparingLong(
              fiber -> fiber.timeInState().getOrDefault(state, 0L))
          .reversed();
    }

    private static long blocked(FiberInfo fiber) {
      return fiber.timeInState().entrySet().stream()
          .filter(each -> each.getKey().name().startsWith("BLOCKED"))
          .mapToLong(java.util.Map.Entry::getValue)
          .sum();
    }
  }
}
