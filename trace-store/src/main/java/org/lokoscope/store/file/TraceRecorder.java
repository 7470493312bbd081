package org.lokoscope.store.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.buffer.TraceWriter;

/**
 * Records a run into a directory. What is reported to its probes is on disk within 50 ms, whatever
 * becomes of this process.
 */
public final class TraceRecorder implements AutoCloseable {

  private final Path directory;
  private final TraceMeta meta;
  private final LongSupplier clock;
  private final ChunkQueue queue;
  private final TraceWriter writer;
  private final HeapWatch heap;
  private boolean closed;

  private TraceRecorder(Path directory, TraceMeta meta, LongSupplier clock) {
    this.directory = directory;
    this.meta = meta;
    this.clock = clock;
    queue = new ChunkQueue(directory.resolve(ChunkLog.DIRECTORY));
    writer = new TraceWriter(queue);
    heap = new HeapWatch(writer.probe(HeapWatch.STREAM), clock);
  }

  /**
   * Begins a trace whose times count from now.
   *
   * @param program the program's file, as the user named it
   * @param settings what the run was asked for, to be shown with the trace
   * @throws TraceException if the directory cannot be written to, or holds something that is no
   *     trace; an old trace in it is replaced
   */
  public static TraceRecorder create(Path directory, String program, Map<String, String> settings) {
    long start = System.nanoTime();
    return create(directory, program, settings, () -> System.nanoTime() - start);
  }

  /** The same with a clock of the caller's: nanoseconds since the run began. */
  public static TraceRecorder create(
      Path directory, String program, Map<String, String> settings, LongSupplier clock) {
    prepare(directory);
    TraceMeta meta = TraceMeta.ofThisRun(program, settings);
    meta.write(directory);
    return new TraceRecorder(directory, meta, clock);
  }

  private static void prepare(Path directory) {
    try {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new TraceException(directory + ": is a file; choose a directory for the trace");
      }
      Files.createDirectories(directory);
      if (isEmpty(directory)) {
        return;
      }
      if (!TraceMeta.isTrace(directory)) {
        throw new TraceException(
            directory + ": holds other files; choose an empty or a new directory for the trace");
      }
      delete(directory.resolve(TraceMeta.FILE));
      delete(directory.resolve("index"));
      delete(directory.resolve(ChunkLog.DIRECTORY));
    } catch (IOException e) {
      throw new TraceException(directory + ": cannot be written to: " + e.getMessage(), e);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
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
    return writer.probe(cpu);
  }

  /**
   * Writes what is left and marks the trace as finished. The probes must not be used any more.
   *
   * @throws TraceException if something could not be written at any time of the run
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    heap.close();
    try {
      writer.close();
    } catch (IOException e) {
      queue.close();
      throw new TraceException(e.getMessage(), e);
    }
    queue.close();
    meta.asFinished().write(directory);
  }
}
