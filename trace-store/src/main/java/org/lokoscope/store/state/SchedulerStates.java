// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.state.MissingTimes.Hole;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Tells the state of the whole scheduler at any instant of a trace. Costs the reading of one
 * checkpoint and the replay of the events behind it: at most {@value CheckpointBuilder#LEAST}, or
 * two for each entry of the state if those are more. Going on from the last instant costs what lies
 * between.
 *
 * <p>May be used by any thread; questions wait for each other. Close it before the trace.
 */
public final class SchedulerStates implements AutoCloseable {

  /** The codes of the events that change a state: those that {@link Replay} hears. */
  private static final BitSet CHANGES = changes();

  /**
   * An event that changes the state.
   *
   * @param before how many events there are before it
   */
  public record Step(long before, EventRow event) {}

  private final Trace trace;
  private final CheckpointFile file;
  private @Nullable Cursor cursor;

  private SchedulerStates(Trace trace, CheckpointFile file) {
    this.trace = trace;
    this.file = file;
  }

  /** Opens the checkpoints of a trace, or makes them, which reads all events once. */
  public static SchedulerStates open(Trace trace, Progress progress) {
    CheckpointFile kept = CheckpointFile.open(trace);
    if (kept == null) {
      return build(trace, CheckpointBuilder.LEAST, progress);
    }
    SchedulerStates known = new SchedulerStates(trace, kept);
    return kept.isOf(trace) ? known : known.extend(CheckpointBuilder.LEAST, progress);
  }

  /**
   * The same of the trace as it is now, which may have grown: only what is new is read. This one is
   * closed, whatever happens.
   */
  public SchedulerStates extend(Progress progress) {
    return extend(CheckpointBuilder.LEAST, progress);
  }

  synchronized SchedulerStates extend(int least, Progress progress) {
    try (this) {
      return new SchedulerStates(trace, CheckpointBuilder.extend(trace, least, progress, file));
    } catch (IOException e) {
      throw notWritten(trace, e);
    }
  }

  static SchedulerStates build(Trace trace, int least, Progress progress) {
    try {
      return new SchedulerStates(trace, CheckpointBuilder.build(trace, least, progress));
    } catch (IOException e) {
      throw notWritten(trace, e);
    }
  }

  private static TraceException notWritten(Trace trace, IOException e) {
    return new TraceException(
        trace.info().directory() + ": its checkpoints cannot be written: " + e.getMessage(), e);
  }

  /** The times in which events are missing, so that no state is known. */
  public List<Hole> holes() {
    return file.holes();
  }

  /** The state when all events up to a time, those at it included, have happened. */
  public synchronized SchedulerState at(long time) {
    return shot(cursorBefore(checkpoint -> checkpoint.last() <= time, c -> c.last <= time), time);
  }

  private SchedulerState shot(Cursor at, long time) {
    at.applyTo(time);
    return at.shot(time);
  }

  /** The state after so many events, at the time of the last of them. */
  public synchronized SchedulerState afterEvents(long count) {
    Cursor at = cursorBefore(checkpoint -> checkpoint.events() <= count, c -> c.events <= count);
    at.apply(count);
    return at.shot(Math.max(0, at.last));
  }

  private static BitSet changes() {
    BitSet codes = new BitSet();
    for (Method method : Replay.class.getDeclaredMethods()) {
      EventType type = Schema.byName(method.getName());
      if (type != null) {
        codes.set(type.code());
      }
    }
    return codes;
  }

  /** The first event behind so many that changes the state; empty behind the last one. */
  public synchronized Optional<Step> next(long events) {
    Cursor at = cursorBefore(checkpoint -> checkpoint.events() <= events, c -> c.events <= events);
    at.apply(events);
    while (at.hasNext() && !CHANGES.get(at.walk.code())) {
      at.applyNext();
    }
    return at.hasNext() ? Optional.of(new Step(at.events, at.walk.row())) : Optional.empty();
  }

  /**
   * How many events there are before the last of the first so many that changes the state: a step
   * back. 0 if none does. Costs the reading of the events since a checkpoint.
   */
  public synchronized long before(long events) {
    List<Checkpoint> all = file.checkpoints();
    long end = events;
    for (int i = all.size() - 1; i >= -1; i--) {
      long from = i < 0 ? 0 : all.get(i).events();
      if (from < end) {
        long found = lastChange(i < 0 ? null : all.get(i), end);
        if (found >= 0) {
          return found;
        }
        end = from;
      }
    }
    return 0;
  }

  private long lastChange(@Nullable Checkpoint from, long end) {
    EventWalk walk =
        from == null ? trace.walk(Long.MIN_VALUE, _ -> true) : trace.walk(from.position());
    long found = -1;
    for (long at = from == null ? 0 : from.events(); at < end && walk.next(); at++) {
      found = CHANGES.get(walk.code()) ? at : found;
    }
    return found;
  }

  /** A replay of all events from the begin on, without checkpoints, to compare with. */
  public interface Plain {

    /** The state at a time, which is not before the last one asked for. */
    SchedulerState at(long time);
  }

  /** A replay of all events of a trace from the begin on. Holes are not looked for. */
  public static Plain plain(Trace trace) {
    Replay replay = new Replay();
    EventWalk walk = trace.walk(Long.MIN_VALUE, _ -> true);
    return new Plain() {
      private long events;
      private boolean there = walk.next();

      @Override
      public SchedulerState at(long time) {
        for (; there && walk.time() <= time; there = walk.next()) {
          walk.tell(replay);
          events++;
        }
        return StateShot.of(replay, time, events, false);
      }
    };
  }

  private interface Test<T> {
    boolean of(T place);
  }

  /** The last place to replay from: where the last question stopped, or a checkpoint. */
  private Cursor cursorBefore(Test<Checkpoint> checkpointIsBefore, Test<Cursor> cursorIsBefore) {
    List<Checkpoint> all = file.checkpoints();
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (checkpointIsBefore.of(all.get(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    Checkpoint best = low == 0 ? null : all.get(low - 1);
    Cursor kept = cursor;
    if (kept != null && cursorIsBefore.of(kept) && (best == null || kept.events >= best.events())) {
      return kept;
    }
    Cursor fresh = begin(best);
    cursor = fresh;
    return fresh;
  }

  /** From the begin of the trace if there is no checkpoint, or it has become unreadable. */
  private Cursor begin(@Nullable Checkpoint from) {
    if (from != null) {
      try {
        Replay kept = file.read(from);
        return new Cursor(kept, trace.walk(from.position()), from.events(), from.last());
      } catch (RuntimeException damaged) {
        // Slower, and as right.
      }
    }
    return new Cursor(new Replay(), trace.walk(Long.MIN_VALUE, _ -> true), 0, Long.MIN_VALUE);
  }

  /** A replay under way. */
  private final class Cursor {
    private final Replay replay;
    private final EventWalk walk;
    private long events;
    private long last;
    private int hole;
    private boolean pending;

    Cursor(Replay replay, EventWalk walk, long events, long last) {
      this.replay = replay;
      this.walk = walk;
      this.events = events;
      this.last = last;
      while (hole < file.holes().size() && file.holes().get(hole).to() < last) {
        hole++;
      }
    }

    private boolean hasNext() {
      pending = pending || walk.next();
      return pending;
    }

    void applyTo(long time) {
      while (hasNext() && walk.time() <= time) {
        applyNext();
      }
      passHoles(time);
    }

    void apply(long count) {
      while (events < count && hasNext()) {
        applyNext();
      }
    }

    private void applyNext() {
      passHoles(walk.time());
      walk.tell(replay);
      last = walk.time();
      events++;
      pending = false;
    }

    private void passHoles(long time) {
      List<Hole> holes = file.holes();
      while (hole < holes.size() && holes.get(hole).to() < time) {
        replay.forget(holes.get(hole++).to());
      }
    }

    SchedulerState shot(long time) {
      List<Hole> holes = file.holes();
      boolean inside = hole < holes.size() && holes.get(hole).from() <= time;
      if (inside) {
        replay.forget(holes.get(hole).from());
        cursor = null;
      }
      return StateShot.of(replay, time, events, inside);
    }
  }

  @Override
  public synchronized void close() {
    cursor = null;
    file.close();
  }
}
