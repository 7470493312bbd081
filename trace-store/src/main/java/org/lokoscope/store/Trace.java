// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.WinderKind;

/**
 * A recorded run, open for reading. All times are nanoseconds since the run began. Every method may
 * be called from any thread; none of them reads the whole trace, so that a view may call them for
 * each frame, off the FX thread.
 */
public interface Trace extends AutoCloseable {

  TraceInfo info();

  /** Who wrote the streams; empty if they do not say it, as those of the first version. */
  default List<Recording> recordings() {
    return List.of();
  }

  /** Whether all sources measure that, as far as they say. What is not measured is unknown. */
  default boolean measures(Capability what) {
    return recordings().stream().allMatch(each -> each.origin().capabilities().contains(what));
  }

  /** Whether our own runtime ran all of it, as far as the sources say: then its switches help. */
  default boolean isOwn() {
    return recordings().stream().allMatch(each -> each.origin().isOwn());
  }

  /** When the run began by the clock on the wall; null if nobody noted it. */
  default @Nullable Instant started() {
    return null;
  }

  /** The time of the last event. */
  long end();

  List<ProcessInfo> processes();

  /** All fibers in the order in which they were spawned. */
  List<FiberInfo> fibers();

  /** The same without the times in each state, which cost the most where there are many. */
  default List<FiberInfo> fibersWithoutTimes() {
    return fibers();
  }

  List<ObjectInfo> objects();

  Site site(long site);

  /**
   * The text of a source file as the trace keeps it; null if it was not kept. What lies on the disk
   * is never looked at.
   */
  default @Nullable SourceText source(String file) {
    return null;
  }

  /** The calls of the program with their extents; empty if nobody reported them. */
  default List<SourceForm> forms() {
    return List.of();
  }

  /** What the form at a site pushes on the dynamic state; null if nothing was seen. */
  default @Nullable WinderKind winderKind(long site) {
    return null;
  }

  /** Heap words that an armed timer keeps; 0 if nothing was said. */
  default long timerWords() {
    return 0;
  }

  /** Where a fiber was spawned: what {@link #fibers} says of it, without the rest. */
  default Site spawnSite(long fiber) {
    for (FiberInfo each : fibers()) {
      if (each.id() == fiber) {
        return each.spawnSite();
      }
    }
    return Site.UNKNOWN;
  }

  /** The text that a string number stands for. */
  String string(long string);

  /** The readable name of a process, fiber, object or timer. */
  String nameOf(long subject);

  /** CPUs, then processes, each with its fibers, in the order of their birth. */
  List<LaneId> lanes();

  /** SamplePrograms a lane for drawing {@code buckets} columns from {@code from} to {@code to}. */
  Strip strip(LaneId lane, long from, long to, int buckets);

  /** The intervals that overlap the range, at most {@code limit} of them, in order of time. */
  List<Interval> intervals(LaneId lane, long from, long to, int limit);

  /** What the lane does at a moment. */
  Interval at(LaneId lane, long time);

  /**
   * Nanoseconds that a lane was in each state within a time; those that it never was in are left
   * out.
   *
   * @param to exclusive
   */
  default Map<LaneState, Long> timeInState(LaneId lane, long from, long to) {
    Map<LaneState, Long> sums = new EnumMap<>(LaneState.class);
    for (Interval each : intervals(lane, from, to, Integer.MAX_VALUE)) {
      long length = Math.min(each.to(), to) - Math.max(each.from(), from);
      if (length > 0 && each.state() != LaneState.ABSENT) {
        sums.merge(each.state(), length, Long::sum);
      }
    }
    return sums;
  }

  /** Spawns, wakes and messages that touch the lane in the range, at most {@code limit}. */
  List<Arrow> arrows(LaneId lane, long from, long to, int limit);

  /** The series that hold any point, for pickers. */
  List<SeriesId> series();

  /** Those of one quantity. */
  default List<SeriesId> series(SeriesId.Quantity quantity) {
    return series().stream().filter(each -> each.quantity() == quantity).toList();
  }

  Series series(SeriesId id, long from, long to, int maxPoints);

  /** A fiber at its suspends, thinned evenly to at most {@code maxPoints}. */
  List<GrowthPoint> growth(long fiber, int maxPoints);

  /** A fiber at its last suspend up to a time; null if there is none. */
  default @Nullable GrowthPoint growthAt(long fiber, long time) {
    GrowthPoint last = null;
    for (GrowthPoint point : growth(fiber, Integer.MAX_VALUE)) {
      if (point.time() > time) {
        break;
      }
      last = point;
    }
    return last;
  }

  /** Runs of one fiber, of 20 ms or more, for which others of its process were late. */
  default List<Hogging> hoggings() {
    return List.of();
  }

  /** What was found when it was looked which fibers and continuations can still be reached. */
  default Reachability reachability() {
    return Reachability.UNCHECKED;
  }

  /** The stack snapshots of a fiber, oldest first. */
  List<StackSnapshot> stacks(long fiber);

  /** Events from {@code from} on, in order of time; the filter is a set of type names, or empty. */
  List<EventRow> events(long from, long to, Set<String> types, int limit);

  /** The same without a limit: gives the events to {@code consumer} until it says false. */
  default void eachEvent(long from, long to, Set<String> types, Predicate<EventRow> consumer) {
    for (EventRow row : events(from, to, types, Integer.MAX_VALUE)) {
      if (!consumer.test(row)) {
        return;
      }
    }
  }

  /** The chunks of the events, by stream, then in order of time; empty if that is not known. */
  default List<ChunkSpan> chunks() {
    return List.of();
  }

  /**
   * A walk over the events that are not before a time.
   *
   * @param chunks whether a chunk, by its place among {@link #chunks}, must be looked at
   */
  default EventWalk walk(long from, IntPredicate chunks) {
    throw new UnsupportedOperationException("the events of this trace cannot be walked over");
  }

  /** A walk that goes on where another one stood. */
  default EventWalk walk(EventWalk.Position from) {
    throw new UnsupportedOperationException("the events of this trace cannot be walked over");
  }

  /**
   * Looks whether more was recorded since the trace was opened, and takes it in.
   *
   * @return whether anything has changed: what was asked before may be asked again
   */
  default boolean refresh(Progress progress) {
    return false;
  }

  /**
   * The same for who looks on while the trace is recorded: it takes in what can be taken in in a
   * moment. Where that falls further and further behind, events are left out, and those come next
   * that were recorded last; what was left out is read when the recording is over.
   *
   * @param behind how late the last event may be before that, nanoseconds
   * @return whether anything has changed
   */
  default boolean keepUp(long behind, Progress progress) {
    return refresh(progress);
  }

  /** Where events were left out, in order of time. */
  default List<Unread> unread() {
    return List.of();
  }

  @Override
  void close();
}
