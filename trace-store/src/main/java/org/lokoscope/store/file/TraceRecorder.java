// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Retention;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.RecordingLock;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.buffer.TraceWriter;
import org.lokoscope.tracer.codec.StreamOrigin;
import org.lokoscope.tracer.text.Reason;

/**
 * Records a run into a directory. What is reported to its probes is on disk within 50 ms, whatever
 * becomes of this process.
 */
public final class TraceRecorder implements AutoCloseable {

  private final Path directory;
  private volatile TraceMeta meta;
  private final LongSupplier clock;
  private final ChunkQueue queue;
  private final TraceWriter writer;
  private final StreamOrigin origin;

  /** The same as it is when the first CPU begins, which is when the run does. */
  private @Nullable StreamOrigin ofCpus;

  private final RecordingLock lock;
  private final HeapWatch heap;
  private volatile Consumer<String> problems = line -> {};
  private String ended = "";
  private String incomplete = "";
  private boolean closed;

  /** Whether the description is about to be written for the last time. */
  private volatile boolean closing;

  private TraceRecorder(
      Path directory, TraceMeta meta, LongSupplier clock, RecordingLock lock, Retention retention) {
    this.directory = directory;
    this.lock = lock;
    this.meta = meta;
    this.clock = clock;
    queue = new ChunkQueue(directory.resolve(ChunkLog.DIRECTORY), retention, this::removed);
    try {
      writer =
          new TraceWriter(
              queue, failure -> incomplete(Reason.of(failure)), (int) meta.runOfChunks());
      origin = ThisProcess.origin(meta, clock);
      heap =
          new HeapWatch(
              begun(HeapWatch.STREAM),
              clock,
              problem -> incomplete("the heap could not be watched: " + problem));
    } catch (RuntimeException | Error e) {
      queue.close();
      throw e;
    }
  }

  /**
   * Begins a trace whose times count from now.
   *
   * @param program the program's file, as the user named it
   * @param settings what the run was asked for, to be shown with the trace
   * @throws TraceException if the directory cannot be written to, or holds something that is no
   *     trace; an old trace in it is replaced, once the new one has begun
   */
  public static TraceRecorder create(Path directory, String program, Map<String, String> settings) {
    long start = System.nanoTime();
    return create(directory, program, settings, () -> System.nanoTime() - start);
  }

  /** The same with a clock of the caller's: nanoseconds since the run began. */
  public static TraceRecorder create(
      Path directory, String program, Map<String, String> settings, LongSupplier clock) {
    return create(directory, program, settings, clock, Retention.ALL, recorder -> {});
  }

  /** The same for who writes something of his own into the directory. */
  public static TraceRecorder create(
      Path directory,
      String program,
      Map<String, String> settings,
      LongSupplier clock,
      Consumer<TraceRecorder> besides) {
    return create(directory, program, settings, clock, Retention.ALL, besides);
  }

  /**
   * The same of which perhaps not everything is kept.
   *
   * @param retention how much is kept
   * @param besides opens that; if it throws, nothing is recorded and the directory stays as it was
   */
  public static TraceRecorder create(
      Path directory,
      String program,
      Map<String, String> settings,
      LongSupplier clock,
      Retention retention,
      Consumer<TraceRecorder> besides) {
    OldTrace old = OldTrace.putAside(directory);
    TraceRecorder recorder = null;
    try {
      TraceMeta meta = TraceMeta.ofThisRun(program, settings);
      meta.write(directory);
      recorder = new TraceRecorder(directory, meta, clock, old.lock(), retention);
      besides.accept(recorder);
    } catch (RuntimeException | Error e) {
      giveUp(recorder, old, e);
      throw e;
    }
    old.forget();
    return recorder;
  }

  private static void giveUp(@Nullable TraceRecorder recorder, OldTrace old, Throwable why) {
    try {
      if (recorder != null) {
        recorder.close();
      }
      old.putBack();
    } catch (TraceException also) {
      why.addSuppressed(also);
    }
  }

  /**
   * Says who is told at once, on any thread, when something goes wrong that the run survives but
   * not the trace: in a line.
   */
  public void onProblem(Consumer<String> listener) {
    problems = listener;
  }

  /** Notes that the trace lacks something for a reason; the first one counts. From any thread. */
  public void incomplete(String reason) {
    synchronized (this) {
      if (!incomplete.isEmpty()) {
        return;
      }
      incomplete = reason;
    }
    problems.accept(
        directory + ": " + reason + "; the program goes on, but its trace will be incomplete");
    writeMeta();
  }

  /** Notes what was removed of the beginning, in a line. */
  private void removed(String what) {
    synchronized (this) {
      meta = meta.without(what);
    }
    if (!closing) {
      writeOngoing();
    }
  }

  private synchronized void writeOngoing() {
    if (incomplete.isEmpty()) {
      try {
        meta.write(directory);
      } catch (RuntimeException unwritable) {
        problems.accept(Reason.of(unwritable));
      }
    }
  }

  /** Notes why the run was over before its program was, in a line. */
  public synchronized void endedBy(String why) {
    ended = why;
  }

  /** Says at once why the run ends, when it will not come to {@link #close}. From any thread. */
  public void cutOff(String why) {
    synchronized (this) {
      ended = why;
      incomplete = incomplete.isEmpty() ? "the run was cut off" : incomplete;
    }
    writeMeta();
  }

  /** Perhaps there is no room even for that; the trace is not marked as finished in any case. */
  private void writeMeta() {
    try {
      describe().write(directory);
    } catch (RuntimeException unwritable) {
      problems.accept(Reason.of(unwritable));
    }
  }

  private synchronized TraceMeta describe() {
    return incomplete.isEmpty() ? meta.asFinished(ended) : meta.asIncomplete(incomplete, ended);
  }

  public Path directory() {
    return directory;
  }

  /** Nanoseconds since the run began: the clock of every probe of this trace. */
  public LongSupplier clock() {
    return clock;
  }

  /** The probe of a virtual CPU, from 0; to be asked for once, and used by one thread at a time. */
  public Probe probe(int cpu) {
    if (cpu < 0) {
      throw new IllegalArgumentException("no such CPU: cpu=" + cpu);
    }
    return begun(cpu);
  }

  /** Time 0 is near only when CPUs begin: a program is prepared before that. */
  private synchronized StreamOrigin origin(int stream) {
    if (stream < 0) {
      return origin;
    }
    if (ofCpus == null) {
      ofCpus = ThisProcess.origin(meta, clock);
    }
    return ofCpus;
  }

  /** The probe of a new stream, which says whose it is before it says anything else. */
  private Probe begun(int stream) {
    Probe probe = writer.probe(stream);
    origin(stream).announce(probe);
    return probe;
  }

  /**
   * Writes what is left and marks the trace as finished, if it is whole. The probes must not be
   * used any more.
   *
   * @throws TraceException if something could not be written at any time of the run
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    closing = true;
    heap.close();
    try {
      writer.close();
    } catch (IOException failed) {
      // The first problem counts; when it was this one, it is now known how much is missing.
      String now = Reason.of(failed);
      synchronized (this) {
        incomplete = now.startsWith(incomplete) ? now : incomplete;
      }
    }
    queue.close();
    try (lock) {
      if (incomplete.isEmpty()) {
        describe().write(directory);
        return;
      }
      writeMeta();
    }
    throw new TraceException(directory + ": the trace is incomplete: " + incomplete);
  }
}
