// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.codec.RunId;

/**
 * Makes a trace of an event log of GHC: threads of Haskell are fibers, capabilities are streams.
 * The capabilities are read side by side, in order of time, so that the memory that it takes does
 * not depend on the length of the log.
 */
public final class EventLogImport {

  /** All threads are of one process; numbers of fibers are those of threads and this. */
  private static final long PROCESS = 1;

  /** 7.10: in some before, the numbers of the reasons for a stop meant something else. */
  private static final int LEAST_VERSION = 710;

  private static final int MAX_LABEL = 1000;
  private static final Pattern VERSION = Pattern.compile("GHC-(\\d{1,3})\\.(\\d{1,2})");

  // Types of events, as GHC numbers them.
  private static final int CREATE_THREAD = 0;
  private static final int RUN_THREAD = 1;
  private static final int STOP_THREAD = 2;
  private static final int THREAD_RUNNABLE = 3;
  private static final int THREAD_WAKEUP = 8;
  private static final int GC_START = 9;
  private static final int GC_END = 10;
  private static final int CREATE_SPARK_THREAD = 15;
  private static final int USER_MESSAGE = 19;
  private static final int RTS_IDENTIFIER = 29;
  private static final int PROCESS_ID = 32;
  private static final int WALL_CLOCK = 43;
  private static final int THREAD_LABEL = 44;
  private static final int HEAP_LIVE = 51;
  private static final int USER_MARKER = 58;

  private enum State {
    READY,
    RUNNING,
    BLOCKED
  }

  /** A capability with what runs on it. */
  private static final class Lane {
    final EventLogFile.Events events;
    final DirectStream stream;
    long running;
    long collecting;
    long pause;

    Lane(EventLogFile.Events events, DirectStream stream) {
      this.events = events;
      this.stream = stream;
    }

    Probe probe() {
      return stream.probe();
    }
  }

  private final EventLogFile log;
  private final ChunkQueue queue;
  private final RunId run;
  private final Map<Long, State> threads = new HashMap<>();
  private long strings;
  private long count;
  private long osProcess;
  private long wallClock;
  private String runtime = "GHC";

  private EventLogImport(EventLogFile log, ChunkQueue queue, RunId run) {
    this.log = log;
    this.queue = queue;
    this.run = run;
  }

  /** Whether a file that begins like this is an event log of GHC. */
  public static boolean isEventLog(byte[] head) {
    return EventLogFile.isEventLog(head);
  }

  /**
   * Makes the trace.
   *
   * @throws TraceException if the file is damaged or of a version that is not known, or the
   *     directory cannot be written to; what the directory held is then there as before
   */
  public static Imported read(Path file, Path trace, Progress progress) throws IOException {
    try (EventLogFile log = EventLogFile.open(file)) {
      OldTrace old = OldTrace.putAside(trace);
      try {
        TraceMeta meta = TraceMeta.ofThisRun(file.toString(), Map.of());
        meta.write(trace);
        long events;
        try (ChunkQueue queue = new ChunkQueue(trace.resolve(ChunkLog.DIRECTORY))) {
          EventLogImport copy = new EventLogImport(log, queue, RunId.parse(meta.run()));
          events = copy.all(progress);
        }
        TraceMeta ended =
            log.isCut()
                ? meta.asIncomplete("the event log ends in the middle", "")
                : meta.asFinished("");
        ended.write(trace);
        old.forget();
        return new Imported(events, 0, log.isCut(), true);
      } catch (UncheckedIOException e) {
        old.putBack();
        throw e.getCause();
      } catch (IOException | RuntimeException | Error e) {
        old.putBack();
        throw e;
      } finally {
        old.lock().close();
      }
    }
  }

  private long all(Progress progress) throws IOException {
    try {
      beginning();
      merge(progress);
      return count;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw log.wrong("an event is shorter than it must be: the log is damaged");
    }
  }

  /** What the log says of itself, which the streams begin with. */
  private void beginning() throws IOException {
    for (int type : new int[] {CREATE_THREAD, RUN_THREAD, STOP_THREAD}) {
      int size = log.size(type);
      if (size < 4 || type == STOP_THREAD && size < width() + 2) {
        throw log.wrong("its events of threads are of a form that is not known");
      }
    }
    EventLogFile.Events all =
        log.new Events(log.blocks().getOrDefault(EventLogFile.GLOBAL, List.of()));
    while (all.advance()) {
      ByteBuffer data = all.data;
      switch (all.type) {
        case RTS_IDENTIFIER -> {
          data.position(Math.min(4, data.limit()));
          identify(all.text());
        }
        case PROCESS_ID -> osProcess = Integer.toUnsignedLong(data.getInt(4));
        case WALL_CLOCK ->
            wallClock = data.getLong(4) * 1_000_000_000L + data.getInt(12) - all.time;
        default -> {
          // Of the rest nothing is needed before the events of threads.
        }
      }
    }
  }

  private void identify(String text) {
    Matcher version = VERSION.matcher(text);
    if (version.find()
        && 100 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2))
            < LEAST_VERSION) {
      throw log.wrong("was written by " + text.strip() + "; GHC 7.10 and newer are understood");
    }
    runtime = text.strip();
  }

  /** Bytes of a thread's number. */
  private int width() {
    return log.size(RUN_THREAD) >= 8 ? 8 : 4;
  }

  private void merge(Progress progress) throws IOException {
    PriorityQueue<Lane> lanes =
        new PriorityQueue<>(Comparator.comparingLong((Lane lane) -> lane.events.time));
    int number = 0;
    for (Map.Entry<Integer, List<EventLogFile.Block>> each : log.blocks().entrySet()) {
      DirectStream stream = new DirectStream(number++, queue, run::tag);
      Lane lane = new Lane(log.new Events(each.getValue()), stream);
      begin(lane);
      if (lane.events.advance()) {
        lanes.add(lane);
      } else {
        stream.flush();
      }
    }
    while (!lanes.isEmpty()) {
      Lane lane = lanes.remove();
      if ((++count & 0xFFF) == 1
          && !progress.at(count, Long.MAX_VALUE, "Importing the event log")) {
        throw new CancellationException();
      }
      take(lane);
      if (lane.events.advance()) {
        lanes.add(lane);
      } else {
        lane.stream.flush();
      }
    }
  }

  private void begin(Lane lane) {
    long measured = 0;
    Set<Capability> all = EnumSet.of(Capability.WAKES, Capability.HEAP);
    for (Capability each : all) {
      measured |= 1L << each.ordinal();
    }
    lane.probe()
        .streamBegan(
            0, run.high(), run.low(), osProcess, wallClock, 0, measured, "-\tGHC\t" + runtime);
  }

  private void take(Lane lane) {
    EventLogFile.Events event = lane.events;
    ByteBuffer data = event.data;
    long time = event.time;
    switch (event.type) {
      case CREATE_THREAD, CREATE_SPARK_THREAD -> create(lane, thread(data));
      case RUN_THREAD -> resume(lane, thread(data));
      case STOP_THREAD -> stop(lane, thread(data), data.getShort() & 0xffff);
      case THREAD_WAKEUP, THREAD_RUNNABLE -> wake(lane, thread(data), lane.running);
      case THREAD_LABEL -> {
        long thread = thread(data);
        known(lane, thread);
        lane.probe().named(time, fiber(thread), string(lane, event.text()));
      }
      case USER_MESSAGE, USER_MARKER ->
          lane.probe()
              .marked(
                  time, lane.running == 0 ? 0 : fiber(lane.running), string(lane, event.text()), 0);
      case GC_START -> lane.collecting = time;
      case GC_END -> lane.pause = time - lane.collecting;
      case HEAP_LIVE ->
          lane.probe().heapAfterCollection(time, data.getLong(4), lane.pause, string(lane, "GHC"));
      default -> {
        // Sparks, tasks, profiles and the like have no place in a trace.
      }
    }
  }

  private long thread(ByteBuffer data) {
    if (data.remaining() < width()) {
      throw log.wrong("an event of a thread is too short: the log is damaged");
    }
    return width() == 8 ? data.getLong() : Integer.toUnsignedLong(data.getInt());
  }

  private static long fiber(long thread) {
    return thread + PROCESS;
  }

  private long string(Lane lane, String text) {
    strings++;
    String label = text.length() > MAX_LABEL ? text.substring(0, MAX_LABEL) : text;
    lane.probe().stringDefined(lane.events.time, strings, label);
    return strings;
  }

  private void create(Lane lane, long thread) {
    if (threads.putIfAbsent(thread, State.READY) == null) {
      long parent = lane.running == 0 ? 0 : fiber(lane.running);
      lane.probe().fiberSpawned(lane.events.time, fiber(thread), parent, PROCESS, 0);
    }
  }

  /** A thread of which the log does not have the beginning is as if it began now. */
  private State known(Lane lane, long thread) {
    State state = threads.get(thread);
    if (state == null) {
      threads.put(thread, State.READY);
      lane.probe().fiberSpawned(lane.events.time, fiber(thread), 0, PROCESS, 0);
      return State.READY;
    }
    return state;
  }

  private void wake(Lane lane, long thread, long by) {
    if (known(lane, thread) == State.BLOCKED) {
      threads.put(thread, State.READY);
      lane.probe().fiberReady(lane.events.time, fiber(thread), by == 0 ? 0 : fiber(by), 0);
    }
  }

  private void resume(Lane lane, long thread) {
    // Nobody says that a thread has come back from foreign code.
    wake(lane, thread, 0);
    if (threads.get(thread) == State.READY) {
      threads.put(thread, State.RUNNING);
      lane.probe().fiberResumed(lane.events.time, fiber(thread));
    }
    lane.running = thread;
  }

  private void stop(Lane lane, long thread, int status) {
    lane.running = 0;
    if (known(lane, thread) != State.RUNNING) {
      return;
    }
    long time = lane.events.time;
    if (status == 5) {
      threads.remove(thread);
      lane.probe().fiberEnded(time, fiber(thread), FiberOutcome.RETURNED.ordinal());
      return;
    }
    SuspendReason reason = reason(status);
    boolean ready = reason == SuspendReason.PREEMPTED;
    threads.put(thread, ready ? State.READY : State.BLOCKED);
    lane.probe().fiberSuspended(time, fiber(thread), reason.ordinal(), 0, 0);
  }

  /** Why it stopped, in the numbers of GHC's EventLogFormat.h. */
  private static SuspendReason reason(int status) {
    return switch (status) {
      // Nothing said, heap or stack is full, its time is up.
      case 0, 1, 2, 3 -> SuspendReason.PREEMPTED;
      // An MVar.
      case 7 -> SuspendReason.CONDITION;
      case 20 -> SuspendReason.GET;
      case 9 -> SuspendReason.READABLE;
      case 10 -> SuspendReason.WRITABLE;
      case 11 -> SuspendReason.SLEEP;
      // STM.
      case 12 -> SuspendReason.CHOICE;
      default -> SuspendReason.OTHER;
    };
  }
}
