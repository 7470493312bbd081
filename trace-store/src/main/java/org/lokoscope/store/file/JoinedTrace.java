// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.RunId;
import org.lokoscope.tracer.codec.StreamOrigin;

/**
 * A trace that is made of the streams of several sources while they write. Each keeps its own
 * numbers and times apart from the others': {@link Renumbering}. Time 0 of the trace is that of the
 * first source. Used by one thread.
 */
final class JoinedTrace implements AutoCloseable {

  /** Who writes: a process of the operating system, with streams of its own. */
  static final class Source {
    private final int number;
    private final Map<Integer, DirectStream> streams = new HashMap<>();
    private long shift;
    private boolean aligned;
    private String program = "";
    private final List<Integer> cpus = new ArrayList<>();

    Source(int number) {
      this.number = number;
    }

    /** One that ran a program of its own. */
    Source(int number, String program) {
      this.number = number;
      this.program = program;
    }

    int number() {
      return number;
    }
  }

  /** Streams of one source that are open at a time. */
  private static final int MAX_STREAMS = 4096;

  private final Path directory;
  private final OldTrace old;
  private final TraceMeta meta;
  private final RunId run;
  private final ChunkQueue queue;
  private final Renumbering numbers = new Renumbering();
  private final ChunkCursor cursor = new ChunkCursor();
  private final long started = System.nanoTime();
  private @Nullable StreamOrigin first;
  private long firstStarted;

  /** The sources that ran programs of their own. */
  private final Map<Integer, Source> programs = new TreeMap<>();

  private String ended = "";
  private String incomplete = "";

  /**
   * Begins a trace; the directory is locked until it is closed.
   *
   * @param program what is shown as the program
   * @throws org.lokoscope.store.TraceException if the directory cannot be written to
   */
  JoinedTrace(Path directory, String program) {
    this.directory = directory;
    old = OldTrace.putAside(directory);
    try {
      meta = TraceMeta.ofThisRun(program, Map.of());
      run = RunId.parse(meta.run());
      meta.write(directory);
      queue = new ChunkQueue(directory.resolve(ChunkLog.DIRECTORY));
    } catch (RuntimeException | Error e) {
      old.putBack();
      throw e;
    }
    old.forget();
  }

  /**
   * Takes in a chunk.
   *
   * @throws DamagedChunkException if what its checksum covers is no events all the same
   * @throws IOException if it cannot be written
   */
  void accept(Source source, byte[] chunk) throws DamagedChunkException, IOException {
    cursor.open(chunk, 0, chunk.length);
    DirectStream stream = stream(source, cursor.stream());
    try {
      while (cursor.next()) {
        if (StreamOrigin.isAt(cursor)) {
          StreamOrigin origin = StreamOrigin.read(cursor);
          align(source, origin);
          shifted(origin, source.shift).announce(stream.probe());
        } else {
          alignUnknown(source);
          numbers.report(source.number, source.shift, cursor, stream.probe());
        }
      }
    } catch (UncheckedIOException unwritable) {
      throw unwritable.getCause();
    } finally {
      stream.flush();
    }
  }

  /** Nothing more comes of a source. */
  void end(Source source) {
    source.streams.clear();
  }

  private DirectStream stream(Source source, int number) throws IOException {
    DirectStream known = source.streams.get(number);
    if (known == null) {
      if (source.streams.size() == MAX_STREAMS) {
        throw new IOException("a source has more than " + MAX_STREAMS + " streams");
      }
      int mine = numbers.stream(source.number, number);
      if (mine >= 0 && !source.program.isEmpty()) {
        source.cpus.add(mine);
        programs.put(source.number, source);
      }
      known = new DirectStream(mine, queue, run::tag);
      source.streams.put(number, known);
    }
    return known;
  }

  /** Both clocks count from time 0 of the trace then, and the run is the joined one. */
  private StreamOrigin shifted(StreamOrigin origin, long shift) {
    return new StreamOrigin(
        run,
        origin.osProcess(),
        origin.wallClock() - shift,
        origin.monotonic() - shift,
        origin.capabilities(),
        origin.host(),
        origin.runtime(),
        origin.version());
  }

  /** Says when a source began, before anything of it comes. */
  void begin(Source source, StreamOrigin origin) {
    align(source, origin);
  }

  /** On one host the monotonic clock says when a source began, else the wall clock. */
  private void align(Source source, StreamOrigin origin) {
    if (source.aligned) {
      return;
    }
    source.aligned = true;
    if (first == null) {
      first = origin;
      firstStarted = System.nanoTime();
    } else if (!origin.host().isEmpty()
        && origin.host().equals(first.host())
        && origin.monotonic() != 0
        && first.monotonic() != 0) {
      source.shift = origin.monotonic() - first.monotonic();
    } else {
      source.shift = origin.wallClock() - first.wallClock();
    }
  }

  /** A source that does not say when it began has begun when its first chunk came. */
  private void alignUnknown(Source source) {
    if (!source.aligned) {
      source.aligned = true;
      source.shift = System.nanoTime() - (first == null ? started : firstStarted);
    }
  }

  /** Notes that something is missing; the first reason counts. */
  void incomplete(String reason) {
    incomplete = incomplete.isEmpty() ? reason : incomplete;
  }

  /** Notes what ended the trace, if not the sources themselves. */
  void endedBy(String why) {
    ended = why;
  }

  private Map<String, String> runs() {
    Map<String, String> runs = new TreeMap<>();
    for (Source source : programs.values()) {
      JoinedRun run = new JoinedRun(source.program, source.cpus);
      runs.put(JoinedRun.SETTING + (source.number + 1), run.text());
    }
    return runs;
  }

  @Override
  public void close() {
    try {
      queue.close();
      TraceMeta last =
          incomplete.isEmpty() ? meta.asFinished(ended) : meta.asIncomplete(incomplete, ended);
      last = last.with(runs());
      StreamOrigin begin = first;
      if (begin != null && begin.wallClock() > 0) {
        last = last.ofStart(Instant.EPOCH.plusNanos(begin.wallClock()));
      }
      last.write(directory);
    } finally {
      old.lock().close();
    }
  }
}
