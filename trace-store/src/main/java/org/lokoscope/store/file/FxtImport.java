// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
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
 * Makes a trace of one in Fuchsia's format: threads are fibers, durations are spans, instants are
 * marks, counters are counters. Records come nearly in order of time; so many of them are kept back
 * until they are in order, and a file that needs more is refused.
 */
public final class FxtImport {

  private static final int KEPT_BACK = 1 << 16;
  private static final int MAX_NESTED = 10_000;
  private static final long PROCESS = 1;
  private static final int MAX_TEXT = 1000;

  private enum State {
    READY,
    RUNNING,
    BLOCKED
  }

  /** Something that is to be said when its time has come. */
  private record Item(long time, long number, LongConsumer say) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int order = Long.compare(time, other.time);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  private final FxtFile file;
  private final DirectStream stream;
  private final RunId run;
  private final PriorityQueue<Item> items = new PriorityQueue<>();
  private final Map<Long, Long> fibers = new HashMap<>();
  private final Map<Long, State> states = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, Deque<Long>> open = new HashMap<>();
  private final Map<Long, Long> asynchronous = new HashMap<>();
  private final Map<Integer, Long> running = new HashMap<>();
  private final Map<String, Long> strings = new HashMap<>();
  private double nanosPerTick = 1;
  private long first;
  private long said;
  private long added;
  private long count;
  private long ids = PROCESS;

  private FxtImport(FxtFile file, ChunkQueue queue, RunId run) {
    this.file = file;
    this.run = run;
    stream = new DirectStream(0, queue, run::tag);
  }

  /** Whether a file that begins like this is a trace in Fuchsia's format. */
  public static boolean isFxt(byte[] head) {
    return FxtFile.isFxt(head);
  }

  /**
   * Makes the trace.
   *
   * @param name of the file, as the user named it
   * @throws TraceException if the file is damaged or too much out of order, or the directory cannot
   *     be written to; what the directory held is then there as before
   */
  public static Imported read(InputStream in, String name, Path trace, Progress progress)
      throws IOException {
    FxtFile file = new FxtFile(in, name);
    OldTrace old = OldTrace.putAside(trace);
    try {
      TraceMeta meta = TraceMeta.ofThisRun(name, Map.of());
      meta.write(trace);
      FxtImport copy;
      try (ChunkQueue queue = new ChunkQueue(trace.resolve(ChunkLog.DIRECTORY))) {
        copy = new FxtImport(file, queue, RunId.parse(meta.run()));
        copy.all(progress);
      }
      TraceMeta ended =
          file.isCut() ? meta.asIncomplete("the file ends in a record", "") : meta.asFinished("");
      ended.write(trace);
      old.forget();
      return new Imported(copy.count, 0, file.isCut(), true);
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

  private Probe probe() {
    return stream.probe();
  }

  private void all(Progress progress) throws IOException {
    long measured = 1L << Capability.WAKES.ordinal();
    probe().streamBegan(0, run.high(), run.low(), 0, 0, 0, measured, "-\tFXT\t-");
    try {
      while (file.next()) {
        if ((++count & 0xFFF) == 1 && !progress.at(count, Long.MAX_VALUE, "Importing records")) {
          throw new CancellationException();
        }
        record();
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw file.damaged();
    }
    while (!items.isEmpty()) {
      say(items.remove());
    }
    stream.flush();
  }

  private void record() {
    switch (file.type()) {
      case 1 -> {
        long ticks = file.word();
        if (ticks <= 0) {
          throw file.damaged();
        }
        nanosPerTick = 1e9 / ticks;
      }
      case 4 -> event();
      case 7 -> kernelObject();
      case 8 -> scheduling();
      default -> {
        // Blobs, objects and logs have no place in a trace.
      }
    }
  }

  private void at(long ticks, LongConsumer say) {
    items.add(new Item((long) (ticks * nanosPerTick), ++added, say));
    if (items.size() > KEPT_BACK) {
      say(items.remove());
    }
  }

  /** The first record that is said is time 0. */
  private void say(Item item) {
    if (said == 0) {
      first = item.time;
    }
    long time = item.time - first + 1;
    if (time < said) {
      throw file.wrong(
          "its records are out of order by more than " + KEPT_BACK + " of them: not imported");
    }
    said = time;
    item.say.accept(time);
  }

  private void event() {
    int kind = file.bits(16, 4);
    int arguments = file.bits(20, 4);
    long ticks = file.word();
    long thread = file.thread(file.bits(24, 8));
    file.string(file.bits(32, 16));
    String name = file.string(file.bits(48, 16));
    Map<String, Long> numbers = new HashMap<>();
    for (int i = 0; i < arguments; i++) {
      argument(numbers);
    }
    long last = file.hasMore() ? file.word() : 0;
    switch (kind) {
      case 0 -> at(ticks, time -> probe().marked(time, fiber(thread, time), string(name, time), 0));
      case 1 ->
          numbers.forEach(
              (each, value) ->
                  at(
                      ticks,
                      time ->
                          probe()
                              .counted(
                                  time,
                                  fiber(thread, time),
                                  string(name + "." + each, time),
                                  value)));
      case 2 -> at(ticks, time -> nested(thread).push(begin(thread, name, time)));
      case 3 ->
          at(
              ticks,
              time -> {
                Long span = nested(thread).poll();
                if (span != null) {
                  probe().spanEnded(time, span);
                }
              });
      case 4 -> {
        long[] span = new long[1];
        at(ticks, time -> span[0] = begin(thread, name, time));
        at(Math.max(ticks, last), time -> probe().spanEnded(time, span[0]));
      }
      case 5 -> at(ticks, time -> asynchronous.put(last, begin(thread, name, time)));
      case 7 ->
          at(
              ticks,
              time -> {
                Long span = asynchronous.remove(last);
                if (span != null) {
                  probe().spanEnded(time, span);
                }
              });
      default -> {
        // Flows have no place in a trace.
      }
    }
  }

  private void argument(Map<String, Long> numbers) {
    long header = file.word();
    int size = (int) (header >>> 4 & 0xFFF) - 1;
    if (size < 0) {
      throw file.damaged();
    }
    int reference = (int) (header >>> 16 & 0xFFFF);
    int inline = (reference & 0x8000) == 0 ? 0 : ((reference & 0x7FFF) + 7) / 8;
    String name = file.string(reference);
    int type = (int) (header & 0xF);
    if (type == 1 || type == 2) {
      numbers.computeIfAbsent(name, _ -> header >> 32);
    } else if (type == 3 || type == 4) {
      long value = file.word();
      numbers.computeIfAbsent(name, _ -> value);
      inline++;
    }
    file.skip(size - inline);
  }

  private Deque<Long> nested(long thread) {
    Deque<Long> all = open.computeIfAbsent(thread, _ -> new ArrayDeque<>());
    if (all.size() > MAX_NESTED) {
      throw file.wrong("more than " + MAX_NESTED + " durations of a thread are in each other");
    }
    return all;
  }

  private long begin(long thread, String name, long time) {
    long fiber = fiber(thread, time);
    long span = ++ids;
    probe().spanBegan(time, span, fiber, string(name, time), 0);
    return span;
  }

  private void kernelObject() {
    int kind = file.bits(16, 8);
    long id = file.word();
    String name = file.string(file.bits(24, 16));
    if (kind == 2) {
      names.put(id, name);
      if (fibers.containsKey(id)) {
        probe().named(said, fibers.get(id), string(name, said));
      }
    }
  }

  private void scheduling() {
    int kind = file.bits(60, 4);
    if (kind == 0) {
      int cpu = file.bits(16, 8);
      int state = file.bits(24, 4);
      int from = file.bits(28, 8);
      int to = file.bits(36, 8);
      long ticks = file.word();
      switched(ticks, cpu, file.thread(from), state, file.thread(to));
    } else if (kind == 1) {
      long ticks = file.word();
      long from = file.word();
      switched(ticks, file.bits(20, 16), from, file.bits(36, 4), file.word());
    } else if (kind == 2) {
      int cpu = file.bits(20, 16);
      long ticks = file.word();
      long thread = file.word();
      at(ticks, time -> wake(thread, time, running.getOrDefault(cpu, 0L)));
    }
  }

  private void switched(long ticks, int cpu, long from, int state, long to) {
    at(
        ticks,
        time -> {
          if (from != 0) {
            stop(from, state, time);
          }
          running.put(cpu, to);
          if (to != 0) {
            wake(to, time, 0);
            if (states.get(to) == State.READY) {
              states.put(to, State.RUNNING);
              probe().fiberResumed(time, fiber(to, time));
            }
          }
        });
  }

  private void stop(long thread, int state, long time) {
    long fiber = fiber(thread, time);
    if (states.get(thread) != State.RUNNING) {
      return;
    }
    if (state >= 4) {
      states.remove(thread);
      fibers.remove(thread);
      open.remove(thread);
      probe().fiberEnded(time, fiber, FiberOutcome.RETURNED.ordinal());
      return;
    }
    boolean ready = state < 2;
    SuspendReason reason = ready ? SuspendReason.PREEMPTED : SuspendReason.OTHER;
    states.put(thread, ready ? State.READY : State.BLOCKED);
    probe().fiberSuspended(time, fiber, reason.ordinal(), 0, 0);
  }

  private void wake(long thread, long time, long by) {
    long fiber = fiber(thread, time);
    if (states.get(thread) == State.BLOCKED) {
      states.put(thread, State.READY);
      probe().fiberReady(time, fiber, by == 0 ? 0 : fiber(by, time), 0);
    }
  }

  private long fiber(long thread, long time) {
    Long known = fibers.get(thread);
    if (known != null) {
      return known;
    }
    long fiber = ++ids;
    fibers.put(thread, fiber);
    states.put(thread, State.READY);
    probe().fiberSpawned(time, fiber, 0, PROCESS, 0);
    String name = names.get(thread);
    if (name != null) {
      probe().named(time, fiber, string(name, time));
    }
    return fiber;
  }

  /** Names come again and again, within limits that the format has. */
  private long string(String text, long time) {
    String label = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    Long known = strings.get(label);
    if (known != null) {
      return known;
    }
    if (strings.size() > KEPT_BACK) {
      strings.clear();
    }
    long number = ++ids;
    strings.put(label, number);
    probe().stringDefined(time, number, label);
    return number;
  }
}
