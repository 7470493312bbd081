// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.buffer.TraceWriter;
import org.lokoscope.tracer.codec.StreamOrigin;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Reason;

/**
 * Keeps the last so much time of a run in memory, and writes it into a trace when asked to. Such a
 * trace begins in the middle, and says so.
 */
public final class FlightRecorder implements AutoCloseable {

  private static final long MAX_BYTES = 256L << 20;
  private static final int HEAP_SHARE = 8;

  private final Path directory;
  private final String program;
  private final Map<String, String> settings;
  private final FlightRing ring;
  private final TraceMeta meta;
  private final StreamOrigin origin;
  private final TraceWriter writer;
  private final HeapWatch heap;

  private FlightRecorder(
      Path directory,
      String program,
      Map<String, String> settings,
      LongSupplier clock,
      long ageNanos) {
    this.directory = directory;
    this.program = program;
    this.settings = settings;
    ring =
        new FlightRing(
            ageNanos, Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
    meta = TraceMeta.ofThisRun(program, settings);
    origin = ThisProcess.origin(meta, clock);
    writer = new TraceWriter(ring, failure -> {}, (int) meta.runOfChunks());
    heap = new HeapWatch(probe(HeapWatch.STREAM), clock, problem -> {});
  }

  /**
   * Begins to record.
   *
   * @param directory where the first dump goes; others get a number behind the name
   * @param clock nanoseconds since the run began
   * @param ageNanos how much is kept; less if that is more than an eighth of the heap, or 256 MiB
   */
  public static FlightRecorder create(
      Path directory,
      String program,
      Map<String, String> settings,
      LongSupplier clock,
      long ageNanos) {
    return new FlightRecorder(directory, program, settings, clock, ageNanos);
  }

  /** The probe of a virtual CPU, from 0; to be asked for once, and used by one thread at a time. */
  public Probe probe(int cpu) {
    Probe probe = writer.probe(cpu);
    origin.announce(probe);
    return probe;
  }

  /**
   * Writes what there is into a trace; from any thread. The run goes on.
   *
   * @param why in a few words, to be shown with the trace
   * @return the trace's directory
   * @throws TraceException if it cannot be written
   */
  public synchronized Path dump(String why) {
    return write(unused(), why);
  }

  /**
   * Writes what there is into a directory that does not exist; otherwise as {@link #dump}.
   *
   * @throws TraceException if it cannot be written
   */
  public synchronized void copyInto(Path into, String why) {
    write(into, why);
  }

  private Path write(Path into, String why) {
    settle();
    OldTrace old = OldTrace.putAside(into);
    try {
      Map<String, String> said = new LinkedHashMap<>(settings);
      said.put("dumped", why);
      ring.writeTo(into.resolve(ChunkLog.DIRECTORY));
      TraceMeta.ofThisRun(program, said)
          .ofRun(meta.runId())
          .asFinished("")
          .without(removed())
          .write(into);
      old.forget();
    } catch (IOException | RuntimeException e) {
      old.putBack();
      throw e instanceof TraceException known
          ? known
          : new TraceException(into + ": cannot be written: " + Reason.of(e), e);
    } finally {
      old.lock().close();
    }
    return into;
  }

  private String removed() {
    return ring.removed() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%s before %.3f s: a flight recorder keeps the last",
            Count.of(ring.removed(), "event"),
            ring.until() / 1e9);
  }

  private Path unused() {
    Path into = directory;
    for (int i = 2; Files.exists(into); i++) {
      into = directory.resolveSibling(directory.getFileName() + "-" + i);
    }
    return into;
  }

  private void settle() {
    try {
      writer.settle();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the recording; what was not dumped is gone. The probes must not be used any more. */
  @Override
  public void close() {
    heap.close();
    try {
      writer.close();
    } catch (IOException impossible) {
      throw new TraceException(Reason.of(impossible), impossible);
    }
  }
}
